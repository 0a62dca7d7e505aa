package wire

import (
	"math"
	"strconv"
)

// Value reads any value as encoding/json would into an interface, but for three things: an integer
// is an int64 or a uint64; a number that no double can hold is 0; and what is nested deeper than
// depth is null.
func (r *Reader) Value(depth int) any {
	switch c := r.peek(); c {
	case '{', '[':
		if depth == 0 {
			r.Skip()
			return nil
		}
		r.pos++
		if c == '[' {
			return r.array(depth - 1)
		}
		return r.object(depth - 1)
	case '"':
		return r.str()
	case 't', 'f':
		return r.Boolean()
	case 'n':
		r.literal("null")
		return nil
	}
	start := r.pos
	r.number()
	return numberOf(r.text[start:r.pos])
}

func (r *Reader) object(depth int) any {
	object := make(map[string]any, 10)
	for r.more('}', len(object) > 0) {
		key := r.key()
		object[key] = r.Value(depth)
	}
	return object
}

func (r *Reader) array(depth int) any {
	array := []any{}
	for r.more(']', len(array) > 0) {
		array = append(array, r.Value(depth))
	}
	return array
}

// more moves behind the bracket that closes, or behind the comma before the next value.
func (r *Reader) more(end byte, begun bool) bool {
	if r.fault == nil && r.peek() == end {
		r.pos++
		return false
	}
	if begun {
		r.expect(',')
	}
	return r.fault == nil
}

func numberOf(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	if n, err := strconv.ParseUint(text, 10, 64); err == nil {
		return n
	}
	double, _ := strconv.ParseFloat(text, 64)
	if math.IsInf(double, 0) {
		return int64(0)
	}
	return double
}
