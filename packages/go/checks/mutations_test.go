package checks

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Every example and invalid body with each value replaced by each of these, and each key removed.
var values = []any{
	nil, true, "", "x", "17", "820B47A4-4dfd-42e4-ae6a-1e5bed5a33fd", "1e5", json.Number("-1"),
	json.Number("1.5"), json.Number("12.0"), json.Number("9223372036854775808"), []any{}, []any{"x"},
	map[string]any{}, map[string]any{"id": "x"}, "MessageHeld", "SendLimitExceeded", "Invalid",
}

func eachMutation(t *testing.T, each func(body []byte)) {
	t.Helper()
	var bodies [][]byte
	for _, example := range postal.Examples() {
		bodies = append(bodies, example.Body)
	}
	for _, invalid := range invalidBodies(t) {
		bodies = append(bodies, invalid.Body)
	}
	for _, body := range bodies {
		each(body)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		mutate(value, func() {
			changed, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			each(changed)
		})
	}
}

// mutate changes one thing after the other, and puts each back.
func mutate(value any, changed func()) {
	object, ok := value.(map[string]any)
	if !ok {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		old := object[key]
		delete(object, key)
		changed()
		for _, other := range values {
			object[key] = other
			changed()
		}
		object[key] = old
		mutate(old, changed)
	}
	object["a~b/c"] = 1
	changed()
	delete(object, "a~b/c")
}

// The schema that is chosen by the event says the same as the whole one.
func TestTheSchemaOfAnEventIsTheWholeSchema(t *testing.T) {
	for profile, name := range map[validate.Profile]string{
		validate.Tolerant: "2020-12/webhook.schema.json",
		validate.Strict:   "2020-12/webhook.strict.schema.json",
	} {
		whole := wholeSchema(t, name)
		count, invalid := 0, 0
		eachMutation(t, func(body []byte) {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
			if err != nil {
				t.Fatal(err)
			}
			expected := leaves(whole.Validate(value))
			found, _ := violations(t, profile, body)
			found = withoutEnumOfWrongType(found)
			if !sameSet(found, expected) {
				t.Fatalf("%s\n%v, not %v", body, found, expected)
			}
			count++
			if len(expected) > 0 {
				invalid++
			}
		})
		t.Logf("%s: %d bodies, %d of them invalid", name, count, invalid)
		if invalid < 1000 || count-invalid < 1000 {
			t.Errorf("only %d bodies, %d of them invalid", count, invalid)
		}
	}
}

// The package goes on where a type is wrong; the validator stops.
func withoutEnumOfWrongType(found [][2]string) [][2]string {
	types := map[string]bool{}
	for _, violation := range found {
		types[violation[0]] = types[violation[0]] || violation[1] == "type"
	}
	var rest [][2]string
	for _, violation := range found {
		if violation[1] != "enum" || !types[violation[0]] {
			rest = append(rest, violation)
		}
	}
	return rest
}

func wholeSchema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	text, err := fs.ReadFile(postal.Schemas(), name)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("urn:whole", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("urn:whole")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func leaves(err error) (found [][2]string) {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	if _, isAnyOf := invalid.ErrorKind.(*kind.AnyOf); len(invalid.Causes) == 0 || isAnyOf {
		pointer := ""
		for _, key := range invalid.InstanceLocation {
			pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
		}
		return [][2]string{{pointer, strings.Join(invalid.ErrorKind.KeywordPath(), "/")}}
	}
	for _, cause := range invalid.Causes {
		found = append(found, leaves(cause)...)
	}
	return found
}

// Parse accepts what the tolerant schema accepts, and nothing else; and its error is at a place that
// the schema names too.
func TestParseIsTheTolerantSchema(t *testing.T) {
	whole := wholeSchema(t, "2020-12/webhook.schema.json")
	eachMutation(t, func(body []byte) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		expected := leaves(whole.Validate(value))
		got := parsed(t, body)
		if (got.Reason == "") != (len(expected) == 0) {
			t.Fatalf("%s\n%+v, but %v", body, got, expected)
		}
		if got.Reason != "field" {
			return
		}
		place := got.Pointer
		if got.Fault == "missing" {
			place = place[:strings.LastIndexByte(place, '/')]
		}
		for _, violation := range expected {
			if violation[0] == place {
				return
			}
		}
		t.Fatalf("%s\n%+v, but %v", body, got, expected)
	})
}
