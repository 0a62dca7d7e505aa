package postal

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed data/examples
var examples embed.FS

//go:embed data/schemas
var schemas embed.FS

// Example is a body as Postal sends it.
type Example struct {
	// Event is the name of the event.
	Event string
	// Case says what is special about it: "typical" is the plain one, and every event has it.
	Case string
	// Body is the body, to the byte.
	Body []byte
}

// Examples returns all examples, by event and case.
func Examples() []Example {
	var found []Example
	// What is embedded can always be read.
	paths, _ := fs.Glob(examples, "data/examples/*/*.json")
	for _, name := range paths {
		body, _ := examples.ReadFile(name)
		event, file := path.Split(strings.TrimPrefix(name, "data/examples/"))
		found = append(found, Example{path.Clean(event), strings.TrimSuffix(file, ".json"), body})
	}
	return found
}

// ExampleOf returns the example of an event and a case. It is false where there is none.
func ExampleOf(event, name string) (example Example, ok bool) {
	body, err := examples.ReadFile(path.Join("data/examples", event, name+".json"))
	return Example{event, name, body}, err == nil
}

// Schemas has the published JSON Schemas, by draft: "2020-12/webhook.schema.json" and so on.
func Schemas() fs.FS {
	below, _ := fs.Sub(schemas, "data/schemas")
	return below
}
