package wire

import (
	"math"
	"strconv"
	"strings"
)

// Integer reads an integer from 0 to 2^63-1, which may be written 12, 12.0 or 1.2e1.
//
// With a fraction or an exponent it is read as a double, and is exact to 2^53.
func (r *Reader) Integer() int64 {
	start := r.pos
	text := r.digits("a non-negative integer")
	if r.fault != nil {
		return 0
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 {
		return n
	}
	double, _ := strconv.ParseFloat(text, 64)
	isInteger := double >= 0 && double == math.Trunc(double)
	switch {
	case math.IsInf(double, 0) || isInteger && double >= 1<<63:
		r.pos = start
		r.unexpected(fits)
	case !isInteger:
		r.pos = start
		r.unexpected("a non-negative integer")
	default:
		return int64(double)
	}
	return 0
}

// Number reads a number that a double can hold.
func (r *Reader) Number() float64 { return r.double("a number") }

// Timestamp reads seconds, as a number or as a decimal string.
func (r *Reader) Timestamp() float64 {
	const expected = "a timestamp: seconds as a number"
	if r.peek() != '"' {
		// Zero has no sign here: equal timestamps are written alike.
		return r.double(expected) + 0
	}
	start := r.pos
	text := r.str()
	if r.fault == nil && !isDecimal(text) {
		r.pos = start
		r.unexpected(expected)
		return 0
	}
	double, _ := strconv.ParseFloat(text, 64)
	return double + 0
}

func (r *Reader) double(expected string) float64 {
	start := r.pos
	text := r.digits(expected)
	if r.fault != nil {
		return 0
	}
	double, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.pos = start
		r.unexpected(fits)
		return 0
	}
	return double
}

// digits reads the text of a number.
func (r *Reader) digits(expected string) string {
	if c := r.peek(); c != '-' && !isDigit(c) {
		r.unexpected(expected)
		return ""
	}
	start := r.pos
	r.number()
	return r.text[start:r.pos]
}

// isDecimal tells a plain decimal from the other forms that strconv reads: inf, 1e5, .5, 0x1p1.
func isDecimal(text string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if strings.HasSuffix(text, ".") {
		return false
	}
	return whole != "" && len(whole) <= 20 && allDigits(whole) && allDigits(fraction)
}

func allDigits(text string) bool {
	for i := range len(text) {
		if !isDigit(text[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
