package wire

// Kind is the kind of a [Fault].
type Kind int

const (
	// Syntax says that the text is not JSON. Its place is not known.
	Syntax Kind = iota
	// Missing says that a key is missing that is always there.
	Missing
	// Duplicate says that a key stands twice in one object.
	Duplicate
	// Expected says that a value is not what it must be.
	Expected
)

// Fault is the first thing that is wrong with a text. It holds no value of the text.
type Fault struct {
	Kind Kind
	// Pointer is the place, as RFC 6901 writes it: that of the key, also where the key is missing.
	Pointer string
	// Expected is what must stand there: "a string".
	Expected string
	// Found is what stands there instead: "null".
	Found string
}

// fits is what is due where a number is too large for its type.
const fits = "a number that fits 64 bits"

// TypeOf is the type of the value that begins a text of JSON, in words.
func TypeOf(text string) string {
	r := Reader{text: text}
	switch r.peek() {
	case 'n':
		return "null"
	case 't', 'f':
		return "a boolean"
	case '"':
		return "a string"
	case '[':
		return "an array"
	case '{':
		return "an object"
	}
	return "a number"
}
