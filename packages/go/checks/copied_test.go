package checks

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const copiedTest = `package postal

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestEveryExample(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(os.Getenv("EXAMPLES"), "*", "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no examples", err)
	}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.DisallowUnknownFields()
		var webhook Webhook
		if err := decoder.Decode(&webhook); err != nil {
			t.Fatal(path, err)
		}
		payload, err := webhook.Decode()
		if err != nil {
			t.Fatal(path, err)
		}
		if _, unknown := payload.(json.RawMessage); unknown {
			t.Fatal(path, "is not known")
		}
		written, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(path, err)
		}
		var got, want any
		if json.Unmarshal(written, &got) != nil || json.Unmarshal(webhook.Payload, &want) != nil {
			t.Fatal(path)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s", path, written)
		}
	}
}
`

// The one file of types that users of the command line copy reads and writes every example.
func TestCopiedTypes(t *testing.T) {
	module := t.TempDir()
	copyFiles(t, filepath.Join(repository, "crates/postal-webhooks-cli/src/generated/types/types.go"), module)
	for name, text := range map[string]string{
		"types_test.go": copiedTest, "go.mod": "module example.com/postal\n\ngo 1.24\n",
	} {
		if err := os.WriteFile(filepath.Join(module, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	examples, err := filepath.Abs("../data/examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, arguments := range []string{"vet ./...", "test ./..."} {
		command := exec.Command("go", strings.Fields(arguments)...)
		command.Dir = module
		command.Env = append(os.Environ(), "EXAMPLES="+examples)
		if output, err := command.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", arguments, err, output)
		}
	}
	output, err := exec.Command("gofmt", "-l", module).CombinedOutput()
	if err != nil || len(output) > 0 {
		t.Errorf("gofmt: %v\n%s", err, output)
	}
}
