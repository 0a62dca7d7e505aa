// Package wire reads and writes the JSON of webhooks.
//
// encoding/json folds the case of keys, takes the last of two equal ones, leaves out what is
// missing, and replaces what is not UTF-8, all without an error. This package refuses what the
// schemas refuse, and tells where.
package wire

// Reader reads one text of JSON, which must be UTF-8.
//
// Its methods read the next value. The first fault stays, and what is read after it is empty.
type Reader struct {
	text  string
	pos   int
	fault *Fault
}

// NewReader returns a Reader at the beginning of the text.
func NewReader(text string) Reader { return Reader{text: text} }

// Fault is the first thing that is wrong, or nil.
func (r *Reader) Fault() *Fault { return r.fault }

// End refuses anything but white space behind the value.
func (r *Reader) End() {
	if r.peek(); r.pos < len(r.text) {
		r.syntax()
	}
}

// Raw skips a value, and returns its beginning and its end in the text.
func (r *Reader) Raw() (start, end int) {
	r.peek()
	start = r.pos
	r.Skip()
	return start, r.pos
}

// Text reads a string.
func (r *Reader) Text() string { return r.Enumeration("a string") }

// Enumeration reads a string that is called so in a fault.
func (r *Reader) Enumeration(expected string) string {
	if r.peek() != '"' {
		r.unexpected(expected)
		return ""
	}
	return r.str()
}

// UUID reads a UUID with four hyphens, in either case.
func (r *Reader) UUID() string {
	const expected = "a UUID"
	r.peek()
	start := r.pos
	text := r.Enumeration(expected)
	if r.fault == nil && !isUUID(text) {
		r.pos = start
		r.unexpected(expected)
	}
	return text
}

func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// Boolean reads true or false.
func (r *Reader) Boolean() bool {
	switch r.peek() {
	case 't':
		r.literal("true")
		return r.fault == nil
	case 'f':
		r.literal("false")
	default:
		r.unexpected("a boolean")
	}
	return false
}

// Null reads null, where it stands there.
func (r *Reader) Null() bool {
	if r.peek() != 'n' {
		return false
	}
	r.literal("null")
	return true
}

// Nullable reads null, or a value.
func Nullable[T any](r *Reader, read func(*Reader) T) *T {
	if r.Null() {
		return nil
	}
	return Pointer(read(r))
}

// Pointer is the address of a value.
func Pointer[T any](value T) *T { return &value }

// unexpected says that another value must stand here. An earlier fault stays.
func (r *Reader) unexpected(expected string) {
	if r.fault == nil {
		found := TypeOf(r.text[r.pos:])
		r.fault = &Fault{Kind: Expected, Expected: expected, Found: found}
	}
}

func (r *Reader) syntax() {
	if r.fault == nil {
		r.fault = &Fault{Kind: Syntax}
	}
}
