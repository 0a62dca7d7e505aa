package wire

import (
	"strconv"
	"strings"
)

// Entry is a key of an object with the text of its value.
type Entry struct{ Key, Value string }

// Entries gives all entries of an object, also those of equal keys. The text must be JSON; of
// another value than an object it has none.
func Entries(text string) []Entry {
	r := NewReader(text)
	if r.peek() != '{' {
		return nil
	}
	var entries []Entry
	// The brace, and then each comma.
	for r.pos++; r.peek() == '"'; r.pos++ {
		key := r.key()
		start, end := r.Raw()
		entries = append(entries, Entry{key, text[start:end]})
		if r.peek() != ',' {
			break
		}
	}
	return entries
}

// Items gives the texts of all items of an array. The text must be JSON.
func Items(text string) []string {
	r := NewReader(text)
	if r.peek() != '[' {
		return nil
	}
	var items []string
	for r.pos++; r.peek() != ']'; r.pos++ {
		start, end := r.Raw()
		items = append(items, text[start:end])
		if r.fault != nil || r.peek() != ',' {
			break
		}
	}
	return items
}

// IsJSON tells whether a text, which must be UTF-8, is JSON by the grammar of RFC 8259.
func IsJSON(text string) bool {
	r := NewReader(text)
	r.Skip()
	r.End()
	return r.fault == nil
}

// FirstTwice gives the pointer of the first key on the way to a place that stands twice in its
// object, or "". The text must be JSON.
func FirstTwice(text, pointer string) string {
	at := ""
	for _, name := range strings.Split(pointer, "/")[1:] {
		at += "/" + name
		if items := Items(text); items != nil {
			if index, err := strconv.Atoi(name); err == nil && index < len(items) {
				text = items[index]
			}
			continue
		}
		found := 0
		for _, entry := range Entries(text) {
			if entry.Key == name {
				found++
				text = entry.Value
			}
		}
		if found > 1 {
			return at
		}
	}
	return ""
}
