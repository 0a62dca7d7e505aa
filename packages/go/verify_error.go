package postal

import "net/http"

// VerifyError tells why a request is not verified. It holds nothing of the request.
type VerifyError struct {
	// Reason is one of the reasons of a VerifyError.
	Reason Reason
	// Header is the name of the header that is wrong, with ReasonHeaderMalformed.
	Header string
	// Fault is what is wrong with it.
	Fault Fault
}

// The faults of a header.
const (
	// FaultRepeated says that the header is there more than once.
	FaultRepeated Fault = "repeated"
	// FaultNotBase64 says that the value is not one line of padded standard base64.
	FaultNotBase64 Fault = "not-base64"
	// FaultLength says that no signature of the key, or of any key, has this length.
	FaultLength Fault = "length"
	// FaultNotKID says that the value is not 64 lower-case hexadecimal digits.
	FaultNotKID Fault = "not-kid"
)

var verifyTexts = map[Reason]string{
	ReasonHeaderMissing:  "the request has no signature header",
	ReasonSHA1Only:       "the request has a SHA-1 signature only; see AllowInsecureSHA1",
	ReasonSignatureWrong: "the signature is wrong; pass the bytes of the body as they were received",
	ReasonUnknownKID:     "the request names a key that is not there; fetch the keys anew",
	ReasonKeyTooShort:    "the key is under 2048 bits; see AllowInsecureShortKeys",
}

var faultTexts = map[Fault]string{
	FaultRepeated:  "is there more than once",
	FaultNotBase64: "is not padded standard base64",
	FaultLength:    "has another length than a signature of the key",
	FaultNotKID:    "is not 64 lower-case hexadecimal digits",
}

// Error says what is wrong with the request.
func (e *VerifyError) Error() string {
	if e.Reason == ReasonHeaderMalformed {
		return "postal: " + e.Header + " " + faultTexts[e.Fault]
	}
	return "postal: " + verifyTexts[e.Reason]
}

// Status is the HTTP status to answer with: 503 where it is the receiver that must change, so that a
// retry can be right, else 401.
func (e *VerifyError) Status() int {
	if e.Reason == ReasonKeyTooShort {
		return http.StatusServiceUnavailable
	}
	return http.StatusUnauthorized
}

func malformed(header string, fault Fault) *VerifyError {
	return &VerifyError{ReasonHeaderMalformed, header, fault}
}
