package wire

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// peek skips white space, and returns the byte behind it; 0 at the end of the text.
func (r *Reader) peek() byte {
	for ; r.pos < len(r.text); r.pos++ {
		switch c := r.text[r.pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// Skip reads any value, nested to any depth: it keeps a list of open brackets, and does not recur.
func (r *Reader) Skip() {
	var buffer [64]byte
	due := buffer[:0]
	for r.fault == nil {
		switch c := r.peek(); c {
		case '{', '[':
			end := c + 2 // The bracket that closes, in ASCII.
			r.pos++
			if r.peek() != end {
				due = append(due, end)
				if c == '{' {
					r.key()
				}
				continue
			}
			r.pos++
		case '"':
			r.skipString()
		case 't':
			r.literal("true")
		case 'f':
			r.literal("false")
		case 'n':
			r.literal("null")
		default:
			r.number()
		}
		for len(due) > 0 && r.peek() == due[len(due)-1] {
			r.pos++
			due = due[:len(due)-1]
		}
		if len(due) == 0 {
			return
		}
		r.expect(',')
		if due[len(due)-1] == '}' {
			r.key()
		}
	}
}

// key reads the key of an object, and the colon behind it.
func (r *Reader) key() string {
	if r.peek() != '"' {
		r.syntax()
		return ""
	}
	key := r.str()
	r.expect(':')
	return key
}

func (r *Reader) expect(c byte) {
	if r.peek() != c {
		r.syntax()
		return
	}
	r.pos++
}

func (r *Reader) literal(word string) {
	if !strings.HasPrefix(r.text[r.pos:], word) {
		r.syntax()
		return
	}
	r.pos += len(word)
}

// number moves behind a number, as the grammar of RFC 8259 has it.
func (r *Reader) number() {
	r.accept("-")
	if !r.accept("0") {
		r.digitRun()
	}
	if r.accept(".") {
		r.digitRun()
	}
	if r.accept("eE") {
		r.accept("+-")
		r.digitRun()
	}
}

// accept moves behind one byte, if it is one of these.
func (r *Reader) accept(bytes string) bool {
	if r.pos < len(r.text) && strings.IndexByte(bytes, r.text[r.pos]) >= 0 {
		r.pos++
		return true
	}
	return false
}

func (r *Reader) digitRun() {
	start := r.pos
	for r.pos < len(r.text) && isDigit(r.text[r.pos]) {
		r.pos++
	}
	if r.pos == start {
		r.syntax()
	}
}

// skipString moves behind a string, and tells whether it has an escape.
func (r *Reader) skipString() (escaped bool) {
	for i := r.pos + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			r.pos = i + 1
			return escaped
		case c == '\\':
			escaped = true
			i++
			if i == len(r.text) || strings.IndexByte(`"\/bfnrtu`, r.text[i]) < 0 {
				r.syntax()
				return escaped
			}
			if r.text[i] == 'u' {
				if _, ok := hex(r.text[i+1:]); !ok {
					r.syntax()
					return escaped
				}
				i += 4
			}
		case c < ' ':
			r.syntax()
			return escaped
		}
	}
	r.syntax()
	return escaped
}

// str reads a string.
func (r *Reader) str() string {
	start := r.pos + 1
	escaped := r.skipString()
	if r.fault != nil {
		return ""
	}
	text := r.text[start : r.pos-1]
	if escaped {
		return unescape(text)
	}
	return text
}

// unescape gives what a string stands for. A surrogate without its other half becomes U+FFFD, since
// UTF-8 has no such character.
func unescape(text string) string {
	var plain strings.Builder
	plain.Grow(len(text))
	for {
		before, rest, found := strings.Cut(text, `\`)
		plain.WriteString(before)
		if !found {
			return plain.String()
		}
		text = rest[1:]
		switch c := rest[0]; c {
		case 'b':
			plain.WriteByte('\b')
		case 'f':
			plain.WriteByte('\f')
		case 'n':
			plain.WriteByte('\n')
		case 'r':
			plain.WriteByte('\r')
		case 't':
			plain.WriteByte('\t')
		case 'u':
			letter, _ := hex(text)
			text = text[4:]
			if utf16.IsSurrogate(letter) {
				second, _ := hex(strings.TrimPrefix(text, `\u`))
				letter = utf16.DecodeRune(letter, second)
				if letter != utf8.RuneError && strings.HasPrefix(text, `\u`) {
					text = text[6:]
				} else {
					letter = utf8.RuneError
				}
			}
			plain.WriteRune(letter)
		default:
			plain.WriteByte(c)
		}
	}
}

// hex reads the four digits of a \u escape.
func hex(text string) (rune, bool) {
	if len(text) < 4 {
		return 0, false
	}
	for i := range 4 {
		if c := text[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(text[:4], 16, 32)
	return rune(n), err == nil
}
