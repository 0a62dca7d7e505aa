package postal

import (
	"bytes"
	"encoding/base64"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readPEM reads every block of a PEM text, or of the base64 of one. encoding/pem skips what it cannot
// read, and a key would be dropped in silence.
func readPEM(text string) (*KeySet, *KeySetError) {
	if inner, ok := unwrapped(text); ok {
		text = inner
	}
	notPEM := &KeySetError{Reason: ReasonNotPEM}
	set := new(KeySet)
	var open *boundary
	count := 0
	for place := 0; ; {
		next, ok := nextBoundary(text, place)
		if !ok {
			return nil, notPEM
		}
		if next == nil {
			if open != nil || count == 0 || hasKey(text[place:]) {
				return nil, notPEM
			}
			return set, nil
		}
		before := text[place:next.start]
		place = next.end
		switch {
		case open == nil && next.begins:
			if hasKey(before) {
				return nil, notPEM
			}
			open = next
		case open != nil && !next.begins && open.label == next.label:
			key, reason := keyFromBlock(open.label, before)
			if reason != "" {
				return nil, oneKey(count, reason)
			}
			set.add(key)
			count++
			open = nil
		default:
			return nil, notPEM
		}
	}
}

// unwrapped gives the PEM text in a base64 text: variables that may not hold a line break are often
// set to that.
func unwrapped(text string) (inner string, ok bool) {
	decoded, ok := decodeBase64(compact(unquoted(text)))
	return string(decoded), ok && utf8.Valid(decoded) && bytes.Contains(decoded, []byte("-----BEGIN "))
}

func keyFromBlock(label, text string) (PublicKey, Reason) {
	switch label {
	case "PUBLIC KEY", "RSA PUBLIC KEY":
		// Both structures are tried under both labels: they cannot be taken for one another.
		return keyFromBase64(text)
	case "EC PUBLIC KEY", "DSA PUBLIC KEY":
		return PublicKey{}, ReasonNotRSA
	}
	if strings.HasSuffix(label, "PRIVATE KEY") {
		return PublicKey{}, ReasonPrivate
	}
	return PublicKey{}, ReasonOtherPEM
}

// keyFromBase64 reads the base64 of a key's DER, with white space in it or not.
func keyFromBase64(text string) (PublicKey, Reason) {
	der, ok := decodeBase64(compact(text))
	if !ok {
		return PublicKey{}, ReasonNotBase64
	}
	return keyFromDER(der)
}

// decodeBase64 reads padded standard base64 in its one spelling. encoding/base64 alone ignores line
// breaks.
func decodeBase64(text string) ([]byte, bool) {
	if strings.ContainsAny(text, "\r\n") {
		return nil, false
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(text)
	return decoded, err == nil
}

// unquoted gives the text without the quotes that a variable's value is written in.
func unquoted(text string) string {
	text = strings.TrimFunc(text, isSpace)
	for _, quote := range []string{`"`, `'`} {
		inner, begun := strings.CutPrefix(text, quote)
		inner, ended := strings.CutSuffix(inner, quote)
		if begun && ended {
			return inner
		}
	}
	return text
}

// compact gives the text without white space, also where that is written as an escape: \n, \r, \t,
// and \ before a line break. Base64 itself has no backslash.
func compact(text string) string {
	var out strings.Builder
	escaped := false
	for _, r := range text {
		switch {
		case r == '\\':
			escaped = true
			continue
		case isSpace(r), escaped && (r == 'n' || r == 'r' || r == 't'):
		case escaped && r != '/': // JSON may write / with a backslash.
			out.WriteRune('\\')
			fallthrough
		default:
			out.WriteRune(r)
		}
		escaped = false
	}
	return out.String()
}

// isSpace knows white space of any script, and the byte order mark.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// hasKey tells whether a text holds a key: its boundaries are lost, and it would be dropped in
// silence.
func hasKey(text string) bool {
	for range keysIn(text) {
		return true
	}
	return false
}

// keysIn gives the first 60 digits of each key in a text.
func keysIn(text string) iter.Seq[string] {
	const beginning = 60
	isOther := func(r rune) bool {
		return r >= utf8.RuneSelf || !strings.ContainsRune(base64Digits, r)
	}
	return func(yield func(string) bool) {
		for run := range strings.FieldsFuncSeq(text, isOther) {
			// The letter of an escape is none of the key.
			run = strings.TrimLeft(run, "nrt")
			if len(run) >= beginning && beginsKey(run[:beginning]) && !yield(run[:beginning]) {
				return
			}
		}
	}
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// beginsKey tells whether base64 begins as a SubjectPublicKeyInfo, an RSAPublicKey or a private key.
func beginsKey(text string) bool {
	der, ok := decodeBase64(text[:40])
	if !ok || der[0] != 0x30 {
		return false
	}
	// rsaEncryption, but for its last byte.
	hasRSA := bytes.Contains(der, []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x01"))
	// A sequence with its length in one or two bytes more, and an integer in it.
	hasInteger := der[1] == 0x81 && der[3] == 2 || der[1] == 0x82 && der[4] == 2
	return hasRSA || hasInteger
}
