package postal

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
)

const (
	minBits = 1024
	maxBits = 8192
	// longestExponent is in bits: a longer one makes verifying slow, and no safer.
	longestExponent = 33
)

// PublicKey is one RSA public key of a [KeySet].
type PublicKey struct {
	kid     string
	numbers pkcs1Key
}

// pkcs1Key is the RSAPublicKey of RFC 8017, A.1.1.
type pkcs1Key struct{ N, E *big.Int }

// KID is the id of the key, computed from the key: SHA-256 of its PKCS#1 RSAPublicKey DER as 64
// lower-case hexadecimal digits. It is no RFC 7638 thumbprint, and no secret.
func (k PublicKey) KID() string { return k.kid }

// Bits is the length of the modulus.
func (k PublicKey) Bits() int { return k.numbers.N.BitLen() }

// signatureLength is in bytes.
func (k PublicKey) signatureLength() int { return (k.Bits() + 7) / 8 }

// newPublicKey checks the numbers of a key.
func newPublicKey(key pkcs1Key) (PublicKey, Reason) {
	bits := key.N.BitLen()
	switch {
	case bits < minBits:
		return PublicKey{}, ReasonTooShort
	case bits > maxBits:
		return PublicKey{}, ReasonTooLong
	case key.N.Bit(0) == 0:
		return PublicKey{}, ReasonEvenModulus
	// With 1 every well-padded digest would be its own signature.
	case key.E.Bit(0) == 0 || key.E.BitLen() < 2 || key.E.BitLen() > longestExponent:
		return PublicKey{}, ReasonExponent
	}
	der, err := asn1.Marshal(key)
	if err != nil {
		return PublicKey{}, ReasonRefused
	}
	digest := sha256.Sum256(der)
	return PublicKey{hex.EncodeToString(digest[:]), key}, ""
}

// verifies checks an RSASSA-PKCS1-v1_5 signature of a digest. Its length is that of the modulus.
func (k PublicKey) verifies(hash crypto.Hash, digest, signature []byte) bool {
	if k.numbers.E.BitLen() <= 31 {
		key := rsa.PublicKey{N: k.numbers.N, E: int(k.numbers.E.Int64())}
		return rsa.VerifyPKCS1v15(&key, hash, digest, signature) == nil
	}
	// crypto/rsa takes no larger exponent. All numbers are public, so time may tell them.
	number := new(big.Int).SetBytes(signature)
	if number.Cmp(k.numbers.N) >= 0 {
		return false
	}
	padded := number.Exp(number, k.numbers.E, k.numbers.N).FillBytes(make([]byte, k.signatureLength()))
	return bytes.Equal(padded, pad(hash, digest, k.signatureLength()))
}

// digestInfos are the beginnings of DigestInfo (RFC 8017, 9.2, note 1).
var digestInfos = map[crypto.Hash]string{
	crypto.SHA1:   "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	crypto.SHA256: "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
}

// pad is EMSA-PKCS1-v1_5 (RFC 8017, 9.2).
func pad(hash crypto.Hash, digest []byte, length int) []byte {
	info := digestInfos[hash] + string(digest)
	padded := bytes.Repeat([]byte{0xff}, length)
	padded[0], padded[1] = 0, 1
	padded[length-len(info)-1] = 0
	copy(padded[length-len(info):], info)
	return padded
}
