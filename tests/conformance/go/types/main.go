// Types reads every example with the types that quicktype generates, and writes it again; ../../README.md tells more.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"reflect"
	"strings"

	"postal-webhooks/conformance/types/events"
	"postal-webhooks/conformance/types/union"
)

type list struct {
	Bodies map[string]string
	Types  struct {
		Events []struct {
			Name   string
			Bodies []string
		}
	}
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
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(path, versionPath string) error {
	version, err := os.ReadFile(versionPath)
	if err != nil {
		return err
	}
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
	for _, event := range todo.Types.Events {
		reader, ok := events.Readers[event.Name]
		if !ok {
			return fmt.Errorf("no type for %s", event.Name)
		}
		for _, body := range event.Bodies {
			text := []byte(todo.Bodies[body])
			one, err := reader(text)
			all, unionErr := union.UnmarshalWebhook(text)
			found := map[string][][2]string{
				"by event": errors(text, one, err, false),
				// The union has the keys of all events: those of the others are null.
				"union": errors(text, all, unionErr, true),
			}
			for schema, errors := range found {
				line := answer{"quicktype to Go", string(version), schema, body, len(errors) == 0, errors}
				if err := lines.Encode(line); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}

// errors tells where the value, written again, is not what was read.
func errors(text []byte, value any, err error, nulls bool) [][2]string {
	if err != nil {
		return [][2]string{{"", "read"}}
	}
	written, err := json.Marshal(value)
	if err != nil {
		return [][2]string{{"", "write"}}
	}
	var before, after any
	if json.Unmarshal(text, &before) != nil || json.Unmarshal(written, &after) != nil {
		return [][2]string{{"", "parse"}}
	}
	return differences(before, after, nulls, "", [][2]string{})
}

func differences(before, after any, nulls bool, pointer string, found [][2]string) [][2]string {
	object, ok := before.(map[string]any)
	other, alike := after.(map[string]any)
	if !ok || !alike {
		if !reflect.DeepEqual(before, after) {
			found = append(found, [2]string{pointer, "differs"})
		}
		return found
	}
	for key, value := range object {
		at := pointer + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
		if there, ok := other[key]; ok {
			found = differences(value, there, nulls, at, found)
		} else if list, ok := value.([]any); !(nulls && ok && len(list) == 0) {
			found = append(found, [2]string{at, "lost"})
		}
	}
	for key, value := range other {
		if _, ok := object[key]; !ok && !(nulls && value == nil) {
			found = append(found, [2]string{pointer, "added"})
		}
	}
	return found
}
