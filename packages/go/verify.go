package postal

import (
	"bytes"
	"crypto"
	_ "crypto/sha1" // Linked in for those who allow it.
	_ "crypto/sha256"
	"net/http"
	"strings"
)

// The headers of a request that has a signature.
const (
	// HeaderSignature256 has the SHA-256 signature, since Postal 3.2.0.
	HeaderSignature256 = "X-Postal-Signature-256"
	// HeaderSignatureKID has the id of the key, since Postal 3.2.0.
	HeaderSignatureKID = "X-Postal-Signature-KID"
	// HeaderSignature has the SHA-1 signature.
	HeaderSignature = "X-Postal-Signature"
)

// Verifier checks the signature of requests against the keys of a Postal installation. It may be
// used by several goroutines at once.
//
// What a right signature says, and what not: the key is one for a whole installation, shared by all
// its tenants. It proves that this Postal installation sent these bytes, and neither that your mail
// server did, nor that it was just now: retries are the same bytes. Keep the URL secret, use one URL
// for each mail server, and drop duplicates by [Webhook.UUID].
type Verifier struct {
	keys            KeySet
	allowsSHA1      bool
	allowsShortKeys bool
}

// Option changes what a [Verifier] accepts.
type Option func(*Verifier)

// AllowInsecureSHA1 also accepts SHA-1 signatures, from requests that have no SHA-256 one.
//
// It is insecure, and for Postal before 3.2.0 alone, which sends nothing else: collisions of SHA-1
// are within reach of an attacker, and mails put text of strangers' choice into what is signed.
func AllowInsecureSHA1() Option { return func(v *Verifier) { v.allowsSHA1 = true } }

// AllowInsecureShortKeys also uses keys from 1024 to 2047 bits.
//
// It is insecure. Postal's installer made 1024-bit keys for years; better give Postal a new key.
func AllowInsecureShortKeys() Option { return func(v *Verifier) { v.allowsShortKeys = true } }

// NewVerifier returns a Verifier that accepts SHA-256 and keys from 2048 bits on alone. Without keys
// it refuses every request.
func NewVerifier(keys *KeySet, options ...Option) *Verifier {
	v := new(Verifier)
	if keys != nil {
		v.keys = *keys
	}
	for _, option := range options {
		option(v)
	}
	return v
}

// Verified is a body whose signature is right. Only [Verifier.Verify] makes one that is not empty.
type Verified struct {
	body []byte
	kid  string
}

// Body is the raw bytes, exactly those that were signed.
func (v *Verified) Body() []byte { return bytes.Clone(v.body) }

// KID is the id of the key that signed them.
func (v *Verified) KID() string { return v.kid }

// Parse reads the body as [Parse] does. After an error the signature is right all the same: better
// keep the body than lose it.
func (v *Verified) Parse() (*Webhook, error) { return Parse(v.body) }

// Verify checks that the signature in the headers is right for the body, the request's bytes as
// they came: a body that was parsed and written again no longer verifies. The names of the headers
// may be in any case. The error is a *[VerifyError], which has the status to answer with.
func (v *Verifier) Verify(header http.Header, body []byte) (*Verified, error) {
	claim, err := v.readClaim(header)
	if err != nil {
		return nil, err
	}
	kid, err := v.check(claim, body)
	if err != nil {
		return nil, err
	}
	return &Verified{bytes.Clone(body), kid}, nil
}

// claim is what the headers say: well-formed, and not checked yet.
type claim struct {
	hash      crypto.Hash
	header    string
	signature []byte
	kid       string // Empty if no key is named.
}

func (v *Verifier) readClaim(header http.Header) (*claim, *VerifyError) {
	sha256, sha1 := values(header, HeaderSignature256), values(header, HeaderSignature)
	c := &claim{hash: crypto.SHA256, header: HeaderSignature256}
	// A SHA-1 signature never stands in for a SHA-256 one that is there: that would be a downgrade
	// by choice of the sender.
	signatures := sha256
	if len(sha256) == 0 {
		c.hash, c.header, signatures = crypto.SHA1, HeaderSignature, sha1
	}
	switch {
	case len(signatures) == 0:
		return nil, &VerifyError{Reason: ReasonHeaderMissing}
	case len(sha256) == 0 && !v.allowsSHA1:
		return nil, &VerifyError{Reason: ReasonSHA1Only}
	case len(signatures) > 1:
		return nil, malformed(c.header, FaultRepeated)
	}
	var ok bool
	if c.signature, ok = decodeBase64(signatures[0]); !ok {
		return nil, malformed(c.header, FaultNotBase64)
	}
	if len(c.signature) < minBits/8 || len(c.signature) > maxBits/8 {
		return nil, malformed(c.header, FaultLength)
	}
	switch kids := values(header, HeaderSignatureKID); {
	case len(kids) > 1:
		return nil, malformed(HeaderSignatureKID, FaultRepeated)
	case len(kids) == 1 && !isKID(kids[0]):
		return nil, malformed(HeaderSignatureKID, FaultNotKID)
	case len(kids) == 1:
		c.kid = kids[0]
	}
	return c, nil
}

// values are those of a header whose name may be in any case.
func values(header http.Header, name string) []string {
	var found []string
	for key, values := range header {
		if len(key) == len(name) && strings.EqualFold(key, name) {
			found = append(found, values...)
		}
	}
	return found
}

func isKID(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}

// check tries the key that is named, else each one that can have made a signature of this length.
func (v *Verifier) check(c *claim, body []byte) (kid string, err *VerifyError) {
	hash := c.hash.New()
	hash.Write(body)
	digest := hash.Sum(nil)
	if c.kid != "" {
		key := v.keys.find(c.kid)
		if key == nil {
			return "", &VerifyError{Reason: ReasonUnknownKID}
		}
		return c.kid, v.checkKey(c, *key, digest)
	}
	err = malformed(c.header, FaultLength)
	for _, key := range v.keys.keys {
		if key.signatureLength() == len(c.signature) {
			if err = v.checkKey(c, key, digest); err == nil {
				return key.kid, nil
			}
		}
	}
	return "", err
}

func (v *Verifier) checkKey(c *claim, key PublicKey, digest []byte) *VerifyError {
	switch {
	case key.Bits() < 2048 && !v.allowsShortKeys:
		return &VerifyError{Reason: ReasonKeyTooShort}
	case key.signatureLength() != len(c.signature):
		return malformed(c.header, FaultLength)
	case !key.verifies(c.hash, digest, c.signature):
		return &VerifyError{Reason: ReasonSignatureWrong}
	}
	return nil
}
