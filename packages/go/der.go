package postal

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
)

// rsaEncryption is the algorithm of RFC 8017, A.1.
var rsaEncryption = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}

// keyFromDER reads a SubjectPublicKeyInfo (RFC 5280) or a PKCS#1 RSAPublicKey (RFC 8017).
func keyFromDER(der []byte) (PublicKey, Reason) {
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	// The tag 0 is no type; encoding/asn1 lets it pass.
	parameters := &info.Algorithm.Parameters
	if exactly(der, &info) && (len(parameters.FullBytes) == 0 || parameters.FullBytes[0] != 0) {
		if !info.Algorithm.Algorithm.Equal(rsaEncryption) {
			return PublicKey{}, ReasonNotRSA
		}
		if info.Key.BitLength%8 != 0 {
			return PublicKey{}, ReasonNotDER
		}
		der = info.Key.Bytes
	} else if isPrivate(der) {
		return PublicKey{}, ReasonPrivate
	}
	var key pkcs1Key
	if !exactly(der, &key) || key.N.Sign() < 0 || key.E.Sign() < 0 {
		return PublicKey{}, ReasonNotDER
	}
	return newPublicKey(key)
}

// exactly reads DER that has one spelling and nothing more: asn1.Unmarshal alone lets a sequence
// have more at its end.
func exactly[T any](der []byte, value *T) bool {
	if rest, err := asn1.Unmarshal(der, value); err != nil || len(rest) > 0 {
		return false
	}
	written, err := asn1.Marshal(*value)
	return err == nil && bytes.Equal(written, der)
}

// isPrivate looks for a sequence that begins with the version 0 or 1, as private keys do: in PKCS#8
// (RFC 5958), PKCS#1 (RFC 8017) and SEC 1 (RFC 5915).
func isPrivate(der []byte) bool {
	var sequence, version asn1.RawValue
	if _, err := asn1.Unmarshal(der, &sequence); err != nil || sequence.Tag != asn1.TagSequence {
		return false
	}
	if _, err := asn1.Unmarshal(sequence.Bytes, &version); err != nil {
		return false
	}
	return version.Tag == asn1.TagInteger && len(version.Bytes) == 1 && version.Bytes[0] <= 1
}
