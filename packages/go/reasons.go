package postal

// Reason is why something is refused, in one word for logs and metrics. It is the same in all
// languages.
type Reason string

// Reasons of a [ParseError].
const (
	// ReasonNotUTF8 says that the bytes are not UTF-8.
	ReasonNotUTF8 Reason = "not-utf8"
	// ReasonNotJSON says that the text is not JSON.
	ReasonNotJSON Reason = "not-json"
	// ReasonNotAnObject says that the body is JSON, but no object.
	ReasonNotAnObject Reason = "not-an-object"
	// ReasonBarePayload says that the body is a payload without its envelope.
	ReasonBarePayload Reason = "bare-payload"
	// ReasonInboundMail says that the body is a mail that Postal passes on to an HTTP endpoint.
	ReasonInboundMail Reason = "inbound-mail"
	// ReasonField says that a key is missing, stands twice, or has another value than it must.
	ReasonField Reason = "field"
)

// Reasons of a [VerifyError].
const (
	// ReasonHeaderMissing says that there is no signature.
	ReasonHeaderMissing Reason = "header-missing"
	// ReasonHeaderMalformed says that a header does not say what it can say.
	ReasonHeaderMalformed Reason = "header-malformed"
	// ReasonSHA1Only says that there is a SHA-1 signature alone, which is not allowed.
	ReasonSHA1Only Reason = "sha1-only"
	// ReasonSignatureWrong says that the signature is not the key's for these bytes.
	ReasonSignatureWrong Reason = "signature-wrong"
	// ReasonUnknownKID says that the request names a key that is not there.
	ReasonUnknownKID Reason = "unknown-kid"
	// ReasonKeyTooShort says that the key is under 2048 bits, which is not allowed.
	ReasonKeyTooShort Reason = "key-too-short"
)

// Reasons of a [KeySetError], beside ReasonNotJSON.
const (
	// ReasonTooLarge says that the document is over 64 KiB.
	ReasonTooLarge Reason = "too-large"
	// ReasonHTML says that the document is a page, such as a login page.
	ReasonHTML Reason = "html"
	// ReasonGzip says that the document is still compressed.
	ReasonGzip Reason = "gzip"
	// ReasonNotJWKS says that the document is no object with an array "keys".
	ReasonNotJWKS Reason = "not-jwks"
	// ReasonEmpty says that there is no key at all.
	ReasonEmpty Reason = "empty"
	// ReasonNoUsableKey says that every key is refused.
	ReasonNoUsableKey Reason = "no-usable-key"
	// ReasonNotPEM says that there is no whole PEM block, or a key outside of them.
	ReasonNotPEM Reason = "not-pem"
	// ReasonNotDKIM says that the text is no single DKIM key record.
	ReasonNotDKIM Reason = "not-dkim"
	// ReasonKey says that one key is refused, of those that an operator gave by hand.
	ReasonKey Reason = "key"
	// ReasonNotPinned says that none of the keys is a pinned one.
	ReasonNotPinned Reason = "not-pinned"
)

// Reasons of a [KeyError].
const (
	// ReasonNotRSA says that the key is for another algorithm.
	ReasonNotRSA Reason = "not-rsa"
	// ReasonPrivate says that the key is a private one.
	ReasonPrivate Reason = "private"
	// ReasonNotForSignatures says that the JWK is for another use.
	ReasonNotForSignatures Reason = "not-for-signatures"
	// ReasonOtherAlgorithm says that the JWK is for another algorithm than RS256.
	ReasonOtherAlgorithm Reason = "other-algorithm"
	// ReasonOtherPEM says that the PEM block is something else, such as a certificate.
	ReasonOtherPEM Reason = "other-pem"
	// ReasonNotJWK says that the entry is no object with a string "kty".
	ReasonNotJWK Reason = "not-jwk"
	// ReasonNumber says that "n" or "e" is missing or no unpadded base64url.
	ReasonNumber Reason = "number"
	// ReasonNotBase64 says that the key is no padded standard base64.
	ReasonNotBase64 Reason = "not-base64"
	// ReasonNotDER says that the bytes are no public key.
	ReasonNotDER Reason = "not-der"
	// ReasonRevoked says that the DKIM record has an empty "p=".
	ReasonRevoked Reason = "revoked"
	// ReasonTooShort says that the modulus is under 1024 bits.
	ReasonTooShort Reason = "too-short"
	// ReasonTooLong says that the modulus is over 8192 bits.
	ReasonTooLong Reason = "too-long"
	// ReasonEvenModulus says that the modulus is even.
	ReasonEvenModulus Reason = "even-modulus"
	// ReasonExponent says that the exponent is no odd number from 3 to 2^33-1.
	ReasonExponent Reason = "exponent"
	// ReasonKIDMismatch says that the document claims another id than the key has.
	ReasonKIDMismatch Reason = "kid-mismatch"
	// ReasonRefused says that crypto/rsa cannot use the key.
	ReasonRefused Reason = "refused"
)
