package wire

import "strconv"

// Shape tells which keys an object is read from.
type Shape struct {
	// Keys has first those that are always there, then those that may be absent.
	Keys []string
	// Required is how many are always there.
	Required int
}

// Object is an object that is being read, key by key:
//
//	for o := r.Object(&shape); o.Next(); {
//		switch o.Field {
//		case 0:
//			…
//		}
//	}
//
// Next skips keys that the shape does not have, refuses those that stand twice, and misses those
// that are always there.
type Object struct {
	// Field is the place of the key in the shape.
	Field int

	r     *Reader
	shape *Shape
	seen  set
	begun bool
}

// Object begins to read an object.
func (r *Reader) Object(shape *Shape) Object {
	if r.peek() != '{' {
		r.unexpected("an object")
	} else {
		r.pos++
	}
	return Object{r: r, shape: shape, Field: -1}
}

// Next goes on to the value of the next key. It is false at the end of the object, and after a
// fault, which then has the key in its pointer.
func (o *Object) Next() bool {
	r := o.r
	if r.fault != nil {
		if o.Field >= 0 {
			r.fault.within(o.shape.Keys[o.Field])
		}
		return false
	}
	for r.more('}', o.begun) {
		o.begun = true
		key := r.key()
		field := o.find(key)
		switch {
		case r.fault != nil:
		case field < 0:
			r.Skip()
		case !o.seen.add(field, len(o.shape.Keys)):
			r.fault = &Fault{Kind: Duplicate}
			r.fault.within(key)
		default:
			o.Field = field
			return true
		}
	}
	o.missing()
	return false
}

// find looks for a key behind the last one first: most bodies have them in this order.
func (o *Object) find(key string) int {
	keys := o.shape.Keys
	if next := o.Field + 1; next < len(keys) && keys[next] == key {
		return next
	}
	for field, known := range keys {
		if known == key {
			return field
		}
	}
	return -1
}

func (o *Object) missing() {
	if o.r.fault != nil {
		return
	}
	for field, key := range o.shape.Keys[:o.shape.Required] {
		if !o.seen.has(field) {
			o.r.fault = &Fault{Kind: Missing}
			o.r.fault.within(key)
			return
		}
	}
}

func (f *Fault) within(key string) { f.Pointer = "/" + key + f.Pointer }

// set is a set of small numbers.
type set struct {
	first uint64
	rest  []uint64
}

// add tells whether the number is new to the set. All numbers are below limit.
func (s *set) add(n, limit int) bool {
	if s.has(n) {
		return false
	}
	if n < 64 {
		s.first |= 1 << n
		return true
	}
	if s.rest == nil {
		s.rest = make([]uint64, limit/64)
	}
	s.rest[n/64-1] |= 1 << (n % 64)
	return true
}

func (s *set) has(n int) bool {
	if n < 64 {
		return s.first&(1<<n) != 0
	}
	return s.rest != nil && s.rest[n/64-1]&(1<<(n%64)) != 0
}

// List reads an array.
func List[T any](r *Reader, read func(*Reader) T) []T {
	if r.peek() != '[' {
		r.unexpected("an array")
		return nil
	}
	r.pos++
	items := []T{}
	for r.more(']', len(items) > 0) {
		items = append(items, read(r))
		if r.fault != nil {
			r.fault.within(strconv.Itoa(len(items) - 1))
		}
	}
	return items
}

// NullableList reads null as a nil slice, or an array.
func NullableList[T any](r *Reader, read func(*Reader) T) []T {
	if r.Null() {
		return nil
	}
	return List(r, read)
}
