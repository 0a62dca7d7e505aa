package validate

import (
	"io/fs"
	"net/url"
	"strings"
	"sync"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas is one published schema, cut into one for each event: the whole one asks about every event
// in turn.
type schemas struct {
	document map[string]any
	byEvent  map[string]*jsonschema.Schema
	// unknown is for bodies of no known event.
	unknown *jsonschema.Schema
}

// The schemas are compiled at the first use.
var (
	tolerant = sync.OnceValue(func() *schemas { return load("webhook.schema.json") })
	strict   = sync.OnceValue(func() *schemas { return load("webhook.strict.schema.json") })
)

func (p Profile) schemas() *schemas {
	if p == Strict {
		return strict()
	}
	return tolerant()
}

// of gives the schema for a body.
func (s *schemas) of(body any) *jsonschema.Schema {
	object, _ := body.(map[string]any)
	event, _ := object["event"].(string)
	if schema, ok := s.byEvent[event]; ok {
		return schema
	}
	return s.unknown
}

// load panics if the embedded schema is not as the generator writes it; a test loads each.
func load(name string) *schemas {
	document := readSchema("2020-12/" + name)
	s := &schemas{document: document, byEvent: map[string]*jsonschema.Schema{}}
	s.unknown = s.compile("", nil)
	for _, branch := range document["allOf"].([]any) {
		branch := branch.(map[string]any)
		event := at(branch, "if", "properties", "event")["const"].(string)
		s.byEvent[event] = s.compile(event, []any{branch["then"]})
	}
	return s
}

func readSchema(name string) map[string]any {
	text, err := fs.ReadFile(postal.Schemas(), name)
	if err != nil {
		panic(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		panic(err)
	}
	return document.(map[string]any)
}

// compile compiles the document with these branches in place of its own.
func (s *schemas) compile(event string, branches []any) *jsonschema.Schema {
	document := map[string]any{}
	for keyword, value := range s.document {
		if keyword != "$id" && keyword != "allOf" {
			document[keyword] = value
		}
	}
	if branches != nil {
		document["allOf"] = branches
	}
	location := "urn:postal:" + url.PathEscape(event)
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(location, document); err != nil {
		panic(err)
	}
	return compiler.MustCompile(location)
}

// at follows keys into an object.
func at(object map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		object, _ = object[key].(map[string]any)
	}
	return object
}
