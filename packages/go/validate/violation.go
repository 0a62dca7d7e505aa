package validate

import (
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Error says that a body breaks the schema. It holds no value of the body.
type Error struct {
	// Violations are all of them, by place; there is at least one.
	Violations []Violation
}

// Violation is one thing that is wrong with a body.
type Violation struct {
	// Pointer is the place in the body (RFC 6901): "/payload/message/id". Of a key that is missing
	// or unknown it is the object.
	Pointer string
	// Keyword is the keyword of JSON Schema that refuses it: "type", "required" and so on. It is
	// empty for what no keyword can say.
	Keyword string
	// Message says what is wrong. It quotes the schema, and nothing of the body.
	Message string
}

// Error names the first violation, and how many more there are.
func (e *Error) Error() string {
	text := "postal: the body breaks the schema: " + e.Violations[0].String()
	if more := len(e.Violations) - 1; more > 0 {
		text += fmt.Sprintf(" (and %d more)", more)
	}
	return text
}

// String is the pointer, if there is one, and the message.
func (v Violation) String() string {
	if v.Pointer == "" {
		return v.Message
	}
	return v.Pointer + ": " + v.Message
}

func (v *Violation) isAt(other Violation) bool { return v.Pointer == other.Pointer }

// leaves adds the violations without a cause: what $ref and allOf hold together is none of its own.
// An anyOf is one: none of its branches need be the one that was meant.
func (s *schemas) leaves(err *jsonschema.ValidationError, found []Violation) []Violation {
	keyword := strings.Join(err.ErrorKind.KeywordPath(), "/")
	if len(err.Causes) > 0 && keyword != "anyOf" {
		for _, cause := range err.Causes {
			found = s.leaves(cause, found)
		}
		return found
	}
	pointer := pointerOf(err.InstanceLocation)
	switch k := err.ErrorKind.(type) {
	case *kind.Required:
		// The validator has one error for all keys.
		for _, key := range k.Missing {
			found = append(found, Violation{pointer, keyword, "the key " + key + " is missing"})
		}
		return found
	case *kind.Type:
		// The validator stops at a wrong type.
		if values := s.enumAt(err.SchemaURL); values != nil {
			found = append(found, Violation{pointer, "enum", oneOf(values)})
		}
	}
	return append(found, Violation{pointer, keyword, message(err.ErrorKind)})
}

// enumAt gives the values of the enumeration that stands at a location of the schema.
func (s *schemas) enumAt(location string) []any {
	_, pointer, _ := strings.Cut(location, "#/")
	values, _ := at(s.document, strings.Split(pointer, "/")...)["enum"].([]any)
	return values
}

// message says what is wrong, by what the schema expects alone.
func message(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *kind.Type:
		return "expected " + strings.Join(k.Want, " or ") + ", found " + k.Got
	case *kind.Enum:
		return oneOf(k.Want)
	case *kind.Const:
		return fmt.Sprintf("expected %v", k.Want)
	case *kind.Pattern:
		return "does not match " + k.Want
	case *kind.Minimum:
		return "is under " + k.Want.RatString()
	case *kind.Maximum:
		return "is over " + k.Want.RatString()
	case *kind.AdditionalProperties:
		return "has a key that Postal does not send"
	case *kind.AnyOf:
		return "is none of the alternatives"
	}
	return "breaks " + strings.Join(k.KeywordPath(), "/")
}

func oneOf(values []any) string {
	names := make([]string, len(values))
	for i, value := range values {
		names[i] = fmt.Sprint(value)
	}
	return "expected one of " + strings.Join(names, ", ")
}

func pointerOf(path []string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var text strings.Builder
	for _, key := range path {
		text.WriteString("/" + escape.Replace(key))
	}
	return text.String()
}
