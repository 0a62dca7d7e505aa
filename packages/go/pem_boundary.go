package postal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// boundary is a whole BEGIN or END line (RFC 7468, 2), wherever in its line it is.
type boundary struct {
	begins     bool
	label      string
	start, end int
}

const hyphens = "-----"

// longestLabel is in characters; a dash behind more text than this is none of a boundary.
const longestLabel = 80

// nextBoundary finds the next boundary from a place on. A damaged one is no boundary, and ok is
// false: the key behind it would be dropped in silence.
func nextBoundary(text string, from int) (next *boundary, ok bool) {
	for at := from; at < len(text); at++ {
		word := ""
		for _, candidate := range []string{"BEGIN", "END"} {
			if end := at + len(candidate); end <= len(text) && strings.EqualFold(text[at:end], candidate) {
				word = text[at:end]
			}
		}
		if word == "" {
			continue
		}
		before, after := text[from:at], text[at+len(word):]
		isUpper := word == strings.ToUpper(word)
		if label, ok := boundaryLabel(before, after); ok && isUpper {
			end := at + len(word) + 1 + len(label) + len(hyphens)
			return &boundary{word == "BEGIN", label, at - len(hyphens), end}, true
		}
		if isDamaged(before, isUpper, after) {
			return nil, false
		}
	}
	return nil, true
}

// boundaryLabel gives the label, if all around it is as it has to be.
func boundaryLabel(before, after string) (label string, ok bool) {
	before, begun := strings.CutSuffix(before, hyphens)
	after, spaced := strings.CutPrefix(after, " ")
	label, rest, ended := strings.Cut(after, hyphens)
	if !begun || !spaced || !ended || endsInDash(before) || label == "" {
		return "", false
	}
	// Files that are put together without a line break between them.
	if startsWithDash(rest) && !strings.HasPrefix(rest, "-----BEGIN ") {
		return "", false
	}
	isOther := func(r rune) bool { return r < ' ' || r > '~' }
	return label, strings.TrimSpace(label) == label && strings.IndexFunc(label, isOther) < 0
}

// isDamaged tells whether somebody meant this BEGIN or END as a boundary: it has some dashes, of
// whatever kind, on one side or on both.
func isDamaged(before string, isUpper bool, after string) bool {
	spaceless := strings.TrimRight(before, " \t\u00a0")
	isAdjacent := spaceless == before
	dashes := utf8.RuneCountInString(spaceless) - utf8.RuneCountInString(strings.TrimRightFunc(spaceless, isDash))
	behind, hasBehind := untilDash(after)
	isWord := !startsWith(after, isAlphanumeric)
	switch dashes {
	case 0: // Such as BEGIN PUBLIC KEY-----.
		last, _ := utf8.DecodeLastRuneInString(before)
		isStart := before == "" || !isAlphanumeric(last)
		label := strings.TrimSpace(behind)
		isOther := func(r rune) bool { return r != ' ' && (r < 'A' || r > 'Z') }
		isLabel := label != "" && strings.IndexFunc(label, isOther) < 0
		return isUpper && isWord && isStart && hasBehind && isLabel
	case 1:
		return isUpper && (hasBehind || isAdjacent && isWord)
	}
	return hasBehind || isUpper && isWord
}

// untilDash gives what stands before the next dash of the line, if that is near.
func untilDash(text string) (before string, found bool) {
	count := 0
	for at, r := range text {
		if r == '\n' || r == '\r' || count == longestLabel {
			break
		}
		if isDash(r) {
			return text[:at], true
		}
		count++
	}
	return "", false
}

// isDash knows hyphens, and what word processors make of them.
func isDash(r rune) bool {
	switch r {
	case '-', '\u2212', '\ufe58', '\ufe63', '\uff0d':
		return true
	}
	return '\u2010' <= r && r <= '\u2015'
}

func startsWithDash(text string) bool { return startsWith(text, isDash) }

func startsWith(text string, is func(rune) bool) bool {
	first, size := utf8.DecodeRuneInString(text)
	return size > 0 && is(first)
}

func endsInDash(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	return size > 0 && isDash(last)
}

// isAlphanumeric has the properties Alphabetic and the categories Nd, Nl and No of Unicode.
func isAlphanumeric(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Other_Alphabetic, r)
}
