// Package validate checks bodies against the published JSON Schemas of Postal's webhooks.
//
// Parsing does not need it: [postal.Parse] reads what a receiver can live with. Validation tells all
// that is wrong with a body, and where; its strict profile also tells what Postal 3 does not send. It
// is for tests, for senders, and for finding out why a body was refused.
//
// It is a package of its own because it alone has a dependency, and makes a program larger.
package validate

import (
	"cmp"
	"errors"
	"slices"
	"unicode/utf8"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/internal/wire"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Profile is one of the published schemas.
type Profile int

const (
	// Tolerant is for receivers: unknown keys, events and values of enumerations pass.
	Tolerant Profile = iota
	// Strict is for tests and senders: nothing passes that Postal 3 does not send.
	Strict
)

// depth is how deep a schema may look; what is nested deeper is unknown to it.
const depth = 64

// Body checks a body against a schema. It says nothing about who sent the body.
//
// The error is an *[Error] with all violations, or a *[postal.ParseError] for what is not JSON. What
// counts as JSON is the same as for [postal.Parse]. Two faults are none of a schema's, and have no
// keyword: a key of Postal's that stands twice in one object, and a number that is too large for any
// type.
func Body(profile Profile, body []byte) error {
	text := string(body)
	if !utf8.ValidString(text) {
		return &postal.ParseError{Reason: postal.ReasonNotUTF8}
	}
	r := wire.NewReader(text)
	value := r.Value(depth)
	if r.End(); r.Fault() != nil {
		return &postal.ParseError{Reason: postal.ReasonNotJSON}
	}
	violations := profile.schemas().check(value)
	if beyond := beyondSchemas(body); beyond != nil && !slices.ContainsFunc(violations, beyond.isAt) {
		violations = append(violations, *beyond)
	}
	if len(violations) == 0 {
		return nil
	}
	// The validator goes through an object in any order.
	slices.SortStableFunc(violations, func(a, b Violation) int {
		return cmp.Or(cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Keyword, b.Keyword),
			cmp.Compare(a.Message, b.Message))
	})
	return &Error{violations}
}

func (s *schemas) check(value any) []Violation {
	err := s.of(value).Validate(value)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	return s.leaves(invalid, nil)
}

// beyondSchemas finds a fault that no schema sees.
func beyondSchemas(body []byte) *Violation {
	_, err := postal.Parse(body)
	var fault *postal.ParseError
	if !errors.As(err, &fault) || fault.Reason != postal.ReasonField {
		return nil
	}
	switch {
	case fault.Fault == postal.FaultDuplicate:
		return &Violation{fault.Pointer, "", "stands twice in one object"}
	case fault.Fault == postal.FaultExpected && fault.Found == "a number":
		return &Violation{fault.Pointer, "", "expected " + fault.Expected + ", found a number"}
	}
	return nil
}
