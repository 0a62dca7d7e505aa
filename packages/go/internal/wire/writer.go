package wire

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Writer writes one text of JSON.
type Writer struct{ text []byte }

// NewWriter returns a Writer with room for most webhooks.
func NewWriter() *Writer { return &Writer{make([]byte, 0, 1024)} }

// Bytes is the text that was written.
func (w *Writer) Bytes() []byte { return w.text }

// Open begins an object.
func (w *Writer) Open() { w.text = append(w.text, '{') }

// Key writes a key; its value follows.
func (w *Writer) Key(key string) {
	if w.text[len(w.text)-1] != '{' {
		w.text = append(w.text, ',')
	}
	// Keys are letters, digits and underscores.
	w.text = append(w.text, '"')
	w.text = append(w.text, key...)
	w.text = append(w.text, '"', ':')
}

// Close ends an object.
func (w *Writer) Close() { w.text = append(w.text, '}') }

// Raw writes a text that is JSON.
func (w *Writer) Raw(text []byte) { w.text = append(w.text, text...) }

// Text writes a string, with the escapes of encoding/json, which are also Postal's.
func (w *Writer) Text(text string) {
	if isPlain(text) {
		w.text = append(w.text, '"')
		w.text = append(w.text, text...)
		w.text = append(w.text, '"')
		return
	}
	// A string is always written: what is not UTF-8 becomes U+FFFD.
	written, _ := json.Marshal(text)
	w.Raw(written)
}

// isPlain tells whether a string is written as it is.
func isPlain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ', c >= utf8.RuneSelf, c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		}
	}
	return true
}

// Boolean writes true or false.
func (w *Writer) Boolean(value bool) { w.text = strconv.AppendBool(w.text, value) }

// Integer writes an integer.
func (w *Writer) Integer(value int64) { w.text = strconv.AppendInt(w.text, value, 10) }

// Number writes a number as Postal does: with a decimal point, and without an exponent.
func (w *Writer) Number(value float64) {
	start := len(w.text)
	w.text = strconv.AppendFloat(w.text, value, 'f', -1, 64)
	if !bytes.Contains(w.text[start:], []byte(".")) {
		w.text = append(w.text, ".0"...)
	}
}

// Null writes null.
func (w *Writer) Null() { w.text = append(w.text, "null"...) }

// WriteNullable writes null, or a value.
func WriteNullable[T any](w *Writer, value *T, write func(*Writer, T)) {
	if value == nil {
		w.Null()
		return
	}
	write(w, *value)
}

// WriteList writes an array; a nil slice is an empty one.
func WriteList[T any](w *Writer, items []T, write func(*Writer, T)) {
	w.text = append(w.text, '[')
	for i, item := range items {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		write(w, item)
	}
	w.text = append(w.text, ']')
}

// WriteNullableList writes an array; a nil slice is null.
func WriteNullableList[T any](w *Writer, items []T, write func(*Writer, T)) {
	if items == nil {
		w.Null()
		return
	}
	WriteList(w, items, write)
}
