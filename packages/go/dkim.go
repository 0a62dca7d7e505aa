package postal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLines is the most lines of a record: a key of 8192 bits in lines of 64 digits has 22.
const maxLines = 100

// readDKIM reads a DKIM key record (RFC 6376, 3.6.1) as "postal default-dkim-record" prints it, as
// dig does, or as zone files and DNS panels have it, whatever other text is around it.
func readDKIM(text string) (*KeySet, *KeySetError) {
	text = strings.TrimLeft(text, bom)
	starts := recordStarts(text)
	if len(starts) == 0 {
		// The version need not be there.
		starts = []int{strings.IndexByte(text, '"') + 1}
	}
	// A key anywhere else could be the right one as well.
	around := []string{text[:starts[0]]}
	var key *PublicKey
	var failed *KeySetError
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		record, rest := plainRecord(text[:start], text[start:end])
		around = append(around, record, rest)
		found, err := readRecord(record)
		if err == nil && key == nil {
			key = &found
		}
		failed = worse(failed, err)
	}
	if key == nil {
		return nil, failed
	}
	several := failed != nil && failed.Reason == ReasonKey
	first := ""
	for _, part := range around {
		for begun := range keysIn(part) {
			several = several || first != "" && begun != first
			first = begun
		}
	}
	if several {
		return nil, &KeySetError{Reason: ReasonNotDKIM, detail: "there is more than one key"}
	}
	return &KeySet{keys: []PublicKey{*key}}, nil
}

// recordStarts finds each "v=DKIM1;", with white space around its parts.
func recordStarts(text string) []int {
	var starts []int
	lower := lowerASCII(text)
	for from := 0; ; {
		at := strings.Index(lower[from:], "dkim1")
		if at < 0 {
			return starts
		}
		at += from
		from = at + len("dkim1")
		before, hasSign := strings.CutSuffix(trimRight(lower[:at]), "=")
		before, hasTag := strings.CutSuffix(trimRight(before), "v")
		last, size := utf8.DecodeLastRuneInString(before)
		isTag := hasSign && hasTag && (size == 0 || !isAlphanumeric(last))
		rest := strings.TrimLeftFunc(lower[from:], unicode.IsSpace)
		if isTag && strings.HasPrefix(strings.TrimLeft(rest, `\`), ";") {
			starts = append(starts, len(before))
		}
	}
}

// lowerASCII keeps the place of every letter, which strings.ToLower does not.
func lowerASCII(text string) string {
	lower := []byte(text)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}

func trimRight(text string) string { return strings.TrimRightFunc(text, unicode.IsSpace) }

// plainRecord gives a record without quotes and escapes, maybe with lines behind it; and the rest of
// the text, where its end is plain.
func plainRecord(before, text string) (record, rest string) {
	closing := ""
	switch last, _ := utf8.DecodeLastRuneInString(trimRight(before)); last {
	case '"':
		isQuote := func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '\\' }
		return quotedStrings(text, strings.HasSuffix(strings.TrimRightFunc(before, isQuote), "("))
	case '\'', '`':
		closing = string(last)
	case '“':
		closing = "”"
	}
	if at := strings.Index(text, closing); closing != "" && at >= 0 {
		text, rest = text[:at], text[at:]
	}
	var plain strings.Builder
	for text != "" {
		var r rune
		// Quotes in it come from strings that somebody joined by hand.
		if r, text = unescaped(text); r != '"' && r != 0 {
			plain.WriteRune(r)
		}
	}
	return plain.String(), rest
}

// quotedStrings gives the strings of a record that begins in one (RFC 6376, 3.6.2.2), and what is
// behind them. White space, parentheses and comments may be between them (RFC 1035, 5.1). Route 53
// and JSON write the quotes as \".
func quotedStrings(text string, isGrouped bool) (record, rest string) {
	var joined strings.Builder
	isInside, isComment := true, false
	for text != "" {
		rest := text
		var r rune
		r, text = unescaped(text)
		switch {
		case r == 0:
		case (r == '\n' || r == '\r') && !isInside:
			isComment = false
			// Only parentheses make one record of several lines for sure.
			if !isGrouped {
				joined.WriteByte('\n')
			}
		case isComment:
		case r == '"':
			isInside = !isInside
		case isInside:
			joined.WriteRune(r)
		case r == ';':
			isComment = true
		case r == '(' || r == ')':
			isGrouped = r == '('
		case !unicode.IsSpace(r):
			return joined.String(), rest
		}
	}
	return joined.String(), ""
}

// unescaped gives the next character without the backslashes before it: one in zone files, more of
// them where JSON is around. It is 0 where there is none behind them.
func unescaped(text string) (r rune, rest string) {
	rest = strings.TrimLeft(text, `\`)
	r, size := utf8.DecodeRuneInString(rest)
	if size == 0 {
		return 0, ""
	}
	// No record has a line break, so this is one of what is around it.
	if len(rest) < len(text) && (r == 'n' || r == 'r' || r == 't') {
		r = '\n'
	}
	return r, rest[size:]
}

// readRecord reads as many lines as make a whole key. That is no guess: DER tells its own length, so
// no key is the beginning of another.
func readRecord(record string) (PublicKey, *KeySetError) {
	var failed *KeySetError
	end := 0
	for line := 0; ; line++ {
		at := strings.IndexAny(record[end:], "\n\r")
		if at < 0 || line == maxLines {
			at = len(record) - end
		}
		end += at
		key, err := readTags(record[:end])
		if err == nil {
			return key, nil
		}
		failed = worse(failed, err)
		if end == len(record) {
			return PublicKey{}, failed
		}
		end++
	}
}

// worse gives the error that says more: that of a key, which may still be empty since it begins in
// the next line.
func worse(first, second *KeySetError) *KeySetError {
	weight := func(err *KeySetError) int {
		switch {
		case err == nil:
			return -1
		case err.Reason == ReasonKey && err.Rejected[0].Reason == ReasonRevoked:
			return 1
		case err.Reason != ReasonKey && err.detail != tagTwice:
			return 0
		}
		return 2
	}
	if weight(second) > weight(first) {
		return second
	}
	return first
}

func readTags(record string) (PublicKey, *KeySetError) {
	tags, err := recordTags(record)
	if err != nil {
		return PublicKey{}, err
	}
	if version, found := tags["v"]; found && !strings.EqualFold(version, "DKIM1") {
		return PublicKey{}, &KeySetError{Reason: ReasonNotDKIM, detail: "it has another version"}
	}
	if keyType, found := tags["k"]; found && !strings.EqualFold(keyType, "rsa") {
		return PublicKey{}, oneKey(0, ReasonNotRSA)
	}
	text, found := tags["p"]
	if !found {
		return PublicKey{}, &KeySetError{Reason: ReasonNotDKIM, detail: "it has no `p=`"}
	}
	if text == "" {
		return PublicKey{}, oneKey(0, ReasonRevoked)
	}
	key, reason := keyFromBase64(text)
	if reason != "" {
		return PublicKey{}, oneKey(0, reason)
	}
	return key, nil
}

// tagTwice makes the whole record invalid (RFC 6376, 3.2).
const tagTwice = "it has a tag twice"

// recordTags gives the values of the tags (RFC 6376, 3.2). What is no tag behind p=…; is no part of
// the record.
func recordTags(record string) (map[string]string, *KeySetError) {
	tags := map[string]string{}
	for tag := range strings.SplitSeq(record, ";") {
		tag = strings.TrimSpace(tag)
		if tag == "" {
			continue
		}
		name, value, found := strings.Cut(tag, "=")
		name = trimRight(name)
		_, hasKey := tags["p"]
		_, isTwice := tags[name]
		switch {
		case !found && hasKey:
			return tags, nil
		case !found:
			return nil, &KeySetError{Reason: ReasonNotDKIM, detail: "a part of it has no `=`"}
		case isTwice && (name == "v" || name == "k" || name == "p"):
			return nil, &KeySetError{Reason: ReasonNotDKIM, detail: tagTwice}
		}
		tags[name] = strings.TrimSpace(value)
	}
	return tags, nil
}
