package checks

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
)

func TestBodies(t *testing.T) {
	type verdict struct {
		Reason     string
		Violations [][2]string
	}
	var vectors struct {
		Cases []struct {
			Name             string
			Body             pieces
			Parse            answer
			Tolerant, Strict verdict
		}
	}
	readJSON(t, "packages/vectors/bodies.json", &vectors)
	for _, c := range vectors.Cases {
		t.Run(c.Name, func(t *testing.T) {
			body := []byte(c.Body)
			if got := parsed(t, body); got.Reason != c.Parse.Reason || got.Pointer != c.Parse.Pointer ||
				got.Fault != c.Parse.Fault || got.Event != c.Parse.Event || got.Known != c.Parse.Known {
				t.Errorf("parse: %+v, not %+v", got, c.Parse)
			}
			for profile, right := range map[validate.Profile]verdict{
				validate.Tolerant: c.Tolerant, validate.Strict: c.Strict,
			} {
				found, isJSON := violations(t, profile, body)
				if isJSON != (right.Reason == "") {
					t.Errorf("%v: it is JSON: %v", profile, isJSON)
				}
				if !sameSet(found, right.Violations) {
					t.Errorf("%v: %v, not %v", profile, found, right.Violations)
				}
			}
		})
	}
}

func parsed(t *testing.T, body []byte) answer {
	t.Helper()
	webhook, err := postal.Parse(body)
	var failed *postal.ParseError
	switch {
	case err == nil:
		_, unknown := webhook.Event.(*postal.UnknownEvent)
		return answer{Event: webhook.Event.EventName(), Known: !unknown}
	case !errors.As(err, &failed):
		t.Fatal(err)
	}
	return answer{Reason: string(failed.Reason), Pointer: failed.Pointer, Fault: string(failed.Fault)}
}

func violations(t *testing.T, profile validate.Profile, body []byte) (found [][2]string, isJSON bool) {
	t.Helper()
	err := validate.Body(profile, body)
	var invalid *validate.Error
	var notJSON *postal.ParseError
	switch {
	case errors.As(err, &invalid):
		for _, violation := range invalid.Violations {
			found = append(found, [2]string{violation.Pointer, violation.Keyword})
		}
	case errors.As(err, &notJSON):
		return nil, false
	case err != nil:
		t.Fatal(err)
	}
	return found, true
}

func sameSet(a, b [][2]string) bool {
	set := map[[2]string]bool{}
	for _, item := range a {
		set[item] = true
	}
	other := map[[2]string]bool{}
	for _, item := range b {
		other[item] = true
		if !set[item] {
			return false
		}
	}
	return len(set) == len(other)
}

// invalidBody is a file of schema/invalid.
type invalidBody struct {
	RefusedBy string `json:"refused_by"`
	Pointer   string
	Keyword   string
	Body      json.RawMessage
}

func invalidBodies(t *testing.T) []invalidBody {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(repository, "schema/invalid/*/*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var bodies []invalidBody
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var body invalidBody
		if err := json.Unmarshal(text, &body); err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	if len(bodies) < 50 {
		t.Fatalf("only %d invalid bodies", len(bodies))
	}
	return bodies
}

func TestInvalidBodies(t *testing.T) {
	for _, invalid := range invalidBodies(t) {
		tolerant, _ := violations(t, validate.Tolerant, invalid.Body)
		strict, _ := violations(t, validate.Strict, invalid.Body)
		right := [2]string{invalid.Pointer, invalid.Keyword}
		if invalid.RefusedBy == "strict" && len(tolerant) > 0 ||
			invalid.RefusedBy == "tolerant" && !sameSet(tolerant, [][2]string{right}) {
			t.Errorf("%s: tolerant: %v", invalid.Body, tolerant)
		}
		found := false
		for _, violation := range strict {
			found = found || violation == right
			if violation[0] != right[0] {
				t.Errorf("%s: strict: %v", invalid.Body, strict)
			}
		}
		if !found {
			t.Errorf("%s: strict: %v has no %v", invalid.Body, strict, right)
		}
		if _, err := postal.Parse(invalid.Body); (err != nil) != (invalid.RefusedBy == "tolerant") {
			t.Errorf("%s: parse: %v", invalid.Body, err)
		}
	}
}
