package validate_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
)

func ExampleBody() {
	example, _ := postal.ExampleOf("MessageSent", "typical")
	body := []byte(strings.Replace(string(example.Body), `"status":"Sent"`, `"status":"Lost","new":1`, 1))

	fmt.Println(validate.Body(validate.Tolerant, body))
	fmt.Println(validate.Body(validate.Strict, body))
	// Output:
	// <nil>
	// postal: the body breaks the schema: /payload: has a key that Postal does not send (and 2 more)
}

func TestExamplesAreValid(t *testing.T) {
	for _, example := range postal.Examples() {
		for _, profile := range []validate.Profile{validate.Tolerant, validate.Strict} {
			if err := validate.Body(profile, example.Body); err != nil {
				t.Errorf("%s/%s: %v", example.Event, example.Case, err)
			}
		}
	}
}

// No message holds a value of a body.
func TestMessagesKeepSecrets(t *testing.T) {
	example, _ := postal.ExampleOf("MessageSent", "typical")
	for _, change := range [][2]string{
		{`"uuid":"`, `"uuid":"s3cret`},
		{`"event":"MessageSent"`, `"event":"s3cret"`},
		{`"timestamp":`, `"timestamp":"s3cret","x":`},
		{`"payload":{`, `"s3cret":1,"payload":{`},
		{`"status":"Sent"`, `"status":"s3cret"`},
		{`"id":`, `"id":["s3cret"],"x":`},
		{`"spam_status":"`, `"spam_status":"s3cret`},
	} {
		body := strings.Replace(string(example.Body), change[0], change[1], 1)
		err := validate.Body(validate.Strict, []byte(body))
		var invalid *validate.Error
		if !errors.As(err, &invalid) {
			t.Errorf("%s: %v", change[1], err)
			continue
		}
		for _, violation := range invalid.Violations {
			if strings.Contains(violation.String(), "s3cret") || violation.Message == "" {
				t.Errorf("%s: %v", change[1], violation)
			}
		}
	}
}

func TestWhatIsNotJSON(t *testing.T) {
	for _, body := range []string{"", "{", "\xff", "[1,]", "{\"a\":\"\n\"}"} {
		var failed *postal.ParseError
		if err := validate.Body(validate.Tolerant, []byte(body)); !errors.As(err, &failed) {
			t.Errorf("%q: %v", body, err)
		}
	}
}
