package postal

import (
	"bytes"
	"slices"
)

// maxDocument is the longest document that is read as keys, in bytes. Postal's own is under 2 KiB.
const maxDocument = 64 * 1024

// KeySet holds the public keys of one Postal installation, at least one, each checked.
//
// An installation has one key for all its tenants. Postal 3.2.0 and later publish it at
// https://<web host>/.well-known/jwks.json, for [KeysFromJWKS]; the command
// "postal default-dkim-record" prints it, for [KeysFromDKIMRecord]. The DKIM record of a mail domain
// has another key: nothing verifies with it.
type KeySet struct {
	keys     []PublicKey
	rejected []*KeyError
}

// KeysFromJWKS reads a JSON Web Key Set (RFC 7517) of at most 64 KiB. A byte order mark before it is
// ignored.
//
// Entries that cannot be used are left out: see [KeySet.Rejected]. The id of each key is computed,
// and an entry that claims another one is refused. The error is a *[KeySetError].
func KeysFromJWKS(document []byte) (*KeySet, error) {
	return checked(bytes.TrimPrefix(document, []byte(bom)), readJWKS)
}

// KeysFromPEM reads PEM (RFC 7468) with one or more blocks PUBLIC KEY or RSA PUBLIC KEY.
//
// Text around the blocks is ignored, as long as it holds no key. A block may be indented or on one
// line, its line breaks may be written as \n, and the whole may be in quotes or in base64 once more:
// so PEM comes out of environment variables. One bad block refuses all. The error is a
// *[KeySetError].
func KeysFromPEM(text []byte) (*KeySet, error) { return checked(text, readPEM) }

// KeysFromDKIMRecord reads the record that "postal default-dkim-record" prints, alone or as dig,
// zone files and DNS panels show it. The error is a *[KeySetError].
func KeysFromDKIMRecord(text []byte) (*KeySet, error) { return checked(text, readDKIM) }

func checked(document []byte, read func(string) (*KeySet, *KeySetError)) (*KeySet, error) {
	if len(document) > maxDocument {
		return nil, &KeySetError{Reason: ReasonTooLarge}
	}
	set, err := read(string(document))
	if err != nil {
		return nil, err
	}
	return set, nil
}

// bom is the byte order mark, which some editors put before a text.
const bom = "\ufeff"

// add adds a key, unless it is there: the id is computed from the key.
func (s *KeySet) add(key PublicKey) {
	if s.find(key.kid) == nil {
		s.keys = append(s.keys, key)
	}
}

func (s *KeySet) find(kid string) *PublicKey {
	for i := range s.keys {
		if s.keys[i].kid == kid {
			return &s.keys[i]
		}
	}
	return nil
}

// Keys are the usable keys, in the order of the document, each once.
func (s *KeySet) Keys() []PublicKey { return slices.Clone(s.keys) }

// Rejected are the entries of a JWKS that were refused: worth a line in a log.
func (s *KeySet) Rejected() []*KeyError { return slices.Clone(s.rejected) }

// Merge returns the keys of both sets: of several installations, or the old and the new key while
// one replaces the other.
func (s *KeySet) Merge(other *KeySet) *KeySet {
	merged := &KeySet{rejected: slices.Concat(s.rejected, other.rejected)}
	for _, key := range slices.Concat(s.keys, other.keys) {
		merged.add(key)
	}
	return merged
}

// Pin returns the keys with these ids alone. What a pinned key came by need not be trusted: its id
// proves it. The error is a *[KeySetError] with ReasonNotPinned, if there is none.
func (s *KeySet) Pin(kids ...string) (*KeySet, error) {
	pinned := &KeySet{rejected: s.rejected}
	for _, key := range s.keys {
		if slices.Contains(kids, key.kid) {
			pinned.add(key)
		}
	}
	if len(pinned.keys) == 0 {
		return nil, &KeySetError{Reason: ReasonNotPinned}
	}
	return pinned, nil
}
