package postal

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reply is the SMTP reply in an output, with the texts of its lines.
type reply struct {
	code  int
	codes string // The code as text.
	// status is nil if there is none.
	status *enhanced
	lines  []string
}

// enhanced is an enhanced status code, class.subject.detail.
type enhanced struct{ class, subject, detail int }

func (e *enhanced) String() string {
	if e == nil {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d", e.class, e.subject, e.detail)
}

func (r *reply) public() *SMTPReply {
	if r == nil {
		return nil
	}
	return &SMTPReply{r.code, r.status.String()}
}

// parseReply reads the reply that an output begins with, or returns nil.
func parseReply(output string, rules *ruleSet) *reply {
	output = unwrapRefusedData(output, rules.Output.RefusedData)
	if strings.HasPrefix(output, rules.Output.DummyReply) {
		return nil
	}
	lines := strings.Split(output, "\n")
	var r *reply
	isCut := false // The last line of the output is one of the reply.
	for at, line := range lines {
		code, text, ok := splitLine(line)
		if !ok || r != nil && code != r.codes {
			break
		}
		if r == nil {
			number, _ := strconv.Atoi(code)
			r = &reply{code: number, codes: code}
		}
		r.lines = append(r.lines, text)
		isCut = at == len(lines)-1
	}
	if r != nil {
		r.findStatus()
		r.removeStatus(isCut)
	}
	return r
}

// unwrapRefusedData gives the reply inside the message of Net::SMTPUnknownError.
func unwrapRefusedData(output, before string) string {
	rest, found := strings.CutPrefix(output, before)
	code, inner, ended := strings.Cut(rest, ": ")
	// A line break before it: the code is not there, and what comes later may be cut.
	if !found || !ended || strings.Contains(code, "\n") {
		return output
	}
	return inner
}

func splitLine(line string) (code, text string, ok bool) {
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	if len(line) < 3 || line[0] < '2' || line[0] > '5' || !isDigit(line[1]) || !isDigit(line[2]) {
		return "", "", false
	}
	code, text = line[:3], line[3:]
	if text == "" {
		return code, "", true
	}
	return code, strings.TrimLeftFunc(text[1:], unicode.IsSpace), text[0] == ' ' || text[0] == '-'
}

// findStatus takes the first status of the first line, else that of a later line. The output may be
// cut inside a status of a later line, so one that nothing follows does not count.
func (r *reply) findStatus() {
	for at, line := range r.lines {
		if status := r.statusWithin(line, at > 0); status != nil {
			r.status = status
			return
		}
	}
}

func (r *reply) statusWithin(line string, mustGoOn bool) *enhanced {
	for at := range len(line) {
		if !isDigit(line[at]) {
			continue
		}
		status, rest := leadingStatus(line[at:])
		if status == nil || status.class != r.code/100 || mustGoOn && rest == "" {
			continue
		}
		// Version numbers look alike.
		if at == 0 || line[at-1] == '#' ||
			status.subject <= 7 && strings.IndexByte(" \t([:", line[at-1]) >= 0 {
			return status
		}
	}
	return nil
}

// removeStatus takes the status off the beginnings of the lines, and what the cut left of it.
func (r *reply) removeStatus(isCut bool) {
	if r.status == nil {
		return
	}
	for at, line := range r.lines {
		status, rest := leadingStatus(line)
		switch {
		case status != nil && *status == *r.status:
			r.lines[at] = rest
		case isCut && at == len(r.lines)-1 && strings.HasPrefix(r.status.String(), line):
			r.lines[at] = ""
		}
	}
}

// leadingStatus reads the status that begins a text, and gives what follows it.
func leadingStatus(text string) (status *enhanced, rest string) {
	var numbers [3]int
	for i := range numbers {
		if i > 0 {
			var dotted bool
			if text, dotted = strings.CutPrefix(text, "."); !dotted {
				return nil, ""
			}
		}
		end := 0
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if end == 0 || end > 3 || end > 1 && text[0] == '0' {
			return nil, ""
		}
		numbers[i], _ = strconv.Atoi(text[:end])
		text = text[end:]
	}
	next, size := utf8.DecodeRuneInString(text)
	// 5.1.1.7 is an address.
	if size > 0 && (next == '.' || isAlphanumeric(next)) {
		return nil, ""
	}
	if class := numbers[0]; class != 2 && class != 4 && class != 5 {
		return nil, ""
	}
	return &enhanced{numbers[0], numbers[1], numbers[2]}, strings.TrimLeft(text, " :")
}

// decimal reads a number of 32 bits: a sign at most, then digits.
func decimal(text string) (int, bool) {
	digits := strings.TrimPrefix(text, "+")
	if digits == text {
		digits = strings.TrimPrefix(text, "-")
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	number, err := strconv.ParseInt(text, 10, 64)
	return int(number), err == nil && math.MinInt32 <= number && number <= math.MaxInt32
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
