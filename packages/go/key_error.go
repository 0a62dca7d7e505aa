package postal

import "fmt"

// KeyError tells why one key is refused. It holds nothing of the key.
type KeyError struct {
	// Index is the place of the key in the document, from 0.
	Index int
	// Reason is one of the reasons of a KeyError.
	Reason Reason
}

var keyTexts = map[Reason]string{
	ReasonNotRSA: "not an RSA key",
	ReasonPrivate: "a private key; give the public one, and treat this one as disclosed if it " +
		"came over the network",
	ReasonNotForSignatures: "not for signatures (`use`, `key_ops`)",
	ReasonOtherAlgorithm:   "for another algorithm than RS256 (`alg`)",
	ReasonOtherPEM:         "not a public key, but another kind of PEM block",
	ReasonNotJWK:           "not a JSON Web Key (RFC 7517)",
	ReasonNumber:           "`n` or `e` is missing or not unpadded base64url",
	ReasonNotBase64:        "not padded standard base64",
	ReasonNotDER:           "the bytes are not a public key in DER",
	ReasonRevoked:          "revoked: `p=` is empty",
	ReasonTooShort:         "the modulus is under 1024 bits",
	ReasonTooLong:          "the modulus is over 8192 bits",
	ReasonEvenModulus:      "the modulus is even",
	ReasonExponent:         "the public exponent is not an odd number from 3 to 2^33-1",
	ReasonKIDMismatch:      "the document claims another `kid` than the key has",
	ReasonRefused:          "the key cannot be written as DER",
}

// Error says what is wrong with the key.
func (e *KeyError) Error() string {
	return fmt.Sprintf("postal: key %d: %s", e.Index, keyTexts[e.Reason])
}

// KeySetError tells why a document gives no [KeySet]. It holds nothing of the document.
type KeySetError struct {
	// Reason is one of the reasons of a KeySetError, or ReasonNotJSON.
	Reason Reason
	// Rejected are the keys that are refused, with ReasonNoUsableKey and ReasonKey.
	Rejected []*KeyError

	detail string
}

var keySetTexts = map[Reason]string{
	ReasonTooLarge:    "longer than 65536 bytes",
	ReasonHTML:        "an HTML page, not a JWKS; look at what the URL answers",
	ReasonGzip:        "compressed with gzip, not a JWKS; decompress it first",
	ReasonNotJSON:     "not JSON",
	ReasonNotJWKS:     "not a JWKS: no array `keys`",
	ReasonEmpty:       "no key in it",
	ReasonNoUsableKey: "no usable key",
	ReasonNotPEM: "no complete PEM block, a damaged BEGIN or END line, or a key outside of the " +
		"blocks; give whole blocks, or use KeysFromDKIMRecord for a DKIM record",
	ReasonNotDKIM:   "not one DKIM key record; give one record `v=DKIM1; …; p=…;` alone",
	ReasonKey:       "a key is refused",
	ReasonNotPinned: "none of the keys is pinned",
}

// Error says what is wrong with the document.
func (e *KeySetError) Error() string {
	text := "postal: keys: " + keySetTexts[e.Reason]
	if e.detail != "" {
		text += ": " + e.detail
	}
	if len(e.Rejected) > 0 {
		text += fmt.Sprintf(": key %d: %s", e.Rejected[0].Index, keyTexts[e.Rejected[0].Reason])
	}
	if more := len(e.Rejected) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more", more)
	}
	return text
}

// Unwrap gives the keys that are refused.
func (e *KeySetError) Unwrap() []error {
	errs := make([]error, len(e.Rejected))
	for i, rejected := range e.Rejected {
		errs[i] = rejected
	}
	return errs
}

// oneKey is the error of a key among those that an operator gives by hand, where one that is bad
// refuses all.
func oneKey(index int, reason Reason) *KeySetError {
	return &KeySetError{Reason: ReasonKey, Rejected: []*KeyError{{index, reason}}}
}
