package postal

import (
	"encoding/base64"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// privateMembers are those of a JWK that only a private or a secret key has (RFC 7518, 6.3.2, 6.4.1).
var privateMembers = []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k"}

func readJWKS(text string) (*KeySet, *KeySetError) {
	var document any
	if !utf8.ValidString(text) || json.Unmarshal([]byte(text), &document) != nil {
		return nil, &KeySetError{Reason: notJSON(text)}
	}
	object, _ := document.(map[string]any)
	entries, ok := object["keys"].([]any)
	if !ok {
		return nil, &KeySetError{Reason: ReasonNotJWKS}
	}
	if len(entries) == 0 {
		return nil, &KeySetError{Reason: ReasonEmpty}
	}
	set := new(KeySet)
	for index, entry := range entries {
		key, reason := keyFromJWK(entry)
		if reason == "" {
			set.add(key)
		} else {
			set.rejected = append(set.rejected, &KeyError{index, reason})
		}
	}
	if len(set.keys) == 0 {
		return nil, &KeySetError{Reason: ReasonNoUsableKey, Rejected: set.rejected}
	}
	return set, nil
}

// notJSON says what a document is instead, where that is plain: operators meet login pages more
// often than broken JSON.
func notJSON(text string) Reason {
	switch {
	case strings.HasPrefix(text, "\x1f\x8b"):
		return ReasonGzip
	case strings.HasPrefix(strings.TrimLeft(text, " \t\n\f\r"), "<"):
		return ReasonHTML
	}
	return ReasonNotJSON
}

func keyFromJWK(entry any) (PublicKey, Reason) {
	jwk, _ := entry.(map[string]any)
	keyType, ok := jwk["kty"].(string)
	if !ok {
		return PublicKey{}, ReasonNotJWK
	}
	has := func(member string) bool {
		_, ok := jwk[member]
		return ok
	}
	switch {
	case slices.ContainsFunc(privateMembers, has):
		return PublicKey{}, ReasonPrivate
	case keyType != "RSA":
		return PublicKey{}, ReasonNotRSA
	case has("use") && jwk["use"] != "sig" || has("key_ops") && !mayVerify(jwk["key_ops"]):
		return PublicKey{}, ReasonNotForSignatures
	case has("alg") && jwk["alg"] != "RS256":
		return PublicKey{}, ReasonOtherAlgorithm
	}
	modulus, okN := number(jwk["n"])
	exponent, okE := number(jwk["e"])
	if !okN || !okE {
		return PublicKey{}, ReasonNumber
	}
	key, reason := newPublicKey(pkcs1Key{modulus, exponent})
	if reason == "" && has("kid") && jwk["kid"] != key.kid {
		return PublicKey{}, ReasonKIDMismatch
	}
	return key, reason
}

func mayVerify(operations any) bool {
	list, _ := operations.([]any)
	return slices.Contains(list, any("verify"))
}

// number reads unpadded base64url (RFC 7518, 6.3.1), in its one spelling.
func number(member any) (*big.Int, bool) {
	text, ok := member.(string)
	// encoding/base64 ignores line breaks.
	if !ok || strings.ContainsAny(text, "\r\n") {
		return nil, false
	}
	bytes, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return new(big.Int).SetBytes(bytes), err == nil
}
