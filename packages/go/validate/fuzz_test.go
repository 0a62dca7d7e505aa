package validate_test

import (
	"errors"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
)

// The tolerant profile and Parse accept the same bodies, and agree on what is JSON.
func FuzzBody(f *testing.F) {
	for _, example := range postal.Examples() {
		f.Add(example.Body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, parsing := postal.Parse(body)
		validating := validate.Body(validate.Tolerant, body)
		if (parsing == nil) != (validating == nil) {
			t.Fatalf("Parse: %v; Body: %v", parsing, validating)
		}
		var read, checked *postal.ParseError
		errors.As(parsing, &read)
		if errors.As(validating, &checked) && (read == nil || checked.Reason != read.Reason) {
			t.Fatalf("Parse: %v; Body: %v", parsing, validating)
		}
		// Whatever a strict sender sends, a tolerant receiver reads.
		if validating != nil && validate.Body(validate.Strict, body) == nil {
			t.Fatalf("the strict profile alone accepts it: %v", validating)
		}
	})
}
