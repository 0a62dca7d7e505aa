package wire

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Writer writes one text of JSON.
type Writer struct{ text []byte }

// Bytes is the text that was written.
func (w *Writer) Bytes() []byte { return w.text }

// Open begins an object.
func (w *Writer) Open() { w.text = append(w.text, '{') }

// Key writes a key; its value follows.
func (w *Writer) Key(key string) {
	if w.text[len(w.text)-1] != '{' {
		w.text = append(w.text, ',')
	}
	w.Text(key)
	w.text = append(w.text, ':')
}

// Close ends an object.
func (w *Writer) Close() { w.text = append(w.text, '}') }

// Raw writes a text that is JSON.
func (w *Writer) Raw(text []byte) { w.text = append(w.text, text...) }

// Text writes a string, with the escapes of encoding/json, which are also Postal's.
func (w *Writer) Text(text string) {
	// A string is always written: what is not UTF-8 becomes U+FFFD.
	written, _ := json.Marshal(text)
	w.Raw(written)
}

// Boolean writes true or false.
func (w *Writer) Boolean(value bool) { w.text = strconv.AppendBool(w.text, value) }

// Integer writes an integer.
func (w *Writer) Integer(value int64) { w.text = strconv.AppendInt(w.text, value, 10) }

// Number writes a number as Postal does: with a decimal point, and without an exponent.
func (w *Writer) Number(value float64) {
	text := strconv.FormatFloat(value, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	w.Raw([]byte(text))
}

// Null writes null.
func (w *Writer) Null() { w.Raw([]byte("null")) }

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
