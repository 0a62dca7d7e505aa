// Validate runs the bodies of a list through santhosh-tekuri/jsonschema; ../../README.md describes the form.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"log"
	"os"
	"runtime/debug"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const module = "github.com/santhosh-tekuri/jsonschema/v6"

type list struct {
	Schemas []struct {
		ID, Path string
		Bodies   []string
	}
	Bodies map[string]string
}

type answer struct {
	Validator string      `json:"validator"`
	Version   string      `json:"version"`
	Schema    string      `json:"schema"`
	Body      string      `json:"body"`
	Valid     bool        `json:"valid"`
	Errors    [][2]string `json:"errors"`
}

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var todo list
	if err := json.Unmarshal(text, &todo); err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	for _, entry := range todo.Schemas {
		// The draft is the one that `$schema` names.
		schema, err := jsonschema.NewCompiler().Compile(entry.Path)
		if err != nil {
			return err
		}
		for _, body := range entry.Bodies {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(todo.Bodies[body]))
			if err != nil {
				return err
			}
			found, err := validate(schema, value)
			if err != nil {
				return err
			}
			line := answer{"santhosh-tekuri", version(), entry.ID, body, len(found) == 0, found}
			if err := lines.Encode(line); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

func validate(schema *jsonschema.Schema, value any) ([][2]string, error) {
	err := schema.Validate(value)
	found := [][2]string{}
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		return leaves(invalid, found), nil
	}
	return found, err
}

// leaves adds the errors without a cause: what `$ref`, `allOf` and `if` hold together is no error of its own.
// An `anyOf` is one: none of its branches need be the one that was meant.
func leaves(err *jsonschema.ValidationError, found [][2]string) [][2]string {
	keyword := strings.Join(err.ErrorKind.KeywordPath(), "/")
	if len(err.Causes) == 0 || keyword == "anyOf" {
		return append(found, [2]string{pointer(err.InstanceLocation), keyword})
	}
	for _, cause := range err.Causes {
		found = leaves(cause, found)
	}
	return found
}

func pointer(path []string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var text strings.Builder
	for _, key := range path {
		text.WriteString("/" + escape.Replace(key))
	}
	return text.String()
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return strings.TrimPrefix(dependency.Version, "v")
			}
		}
	}
	return "?"
}
