package checks

import (
	"os"
	"path/filepath"
	"testing"
)

// The generated code of the small schema trees compiles beside what is written by hand, and reads and
// writes the examples of its tree.
func TestGoldenFiles(t *testing.T) {
	for tree, schema := range map[string]string{
		"constructs": "schema", "strange": "strange/schema", "bare": "bare/schema",
	} {
		t.Run(tree, func(t *testing.T) {
			t.Parallel()
			module := t.TempDir()
			wire := filepath.Join(module, "internal/wire")
			data := filepath.Join(module, "data")
			for _, folder := range []string{wire, data} {
				if err := os.MkdirAll(folder, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			copyFiles(t, "../*.go", module, "*_gen.go", "*_test.go")
			copyFiles(t, "../internal/wire/*.go", wire, "*_test.go")
			copyFiles(t, "../data/rules.json", data)
			if copyFiles(t, filepath.Join(repository, "tests/golden/go", tree, "*_gen.go"), module) != 3 {
				t.Fatal("the golden files are not there")
			}
			copyFiles(t, "testdata/golden/go.mod.txt", module)
			if err := os.Rename(filepath.Join(module, "go.mod.txt"), filepath.Join(module, "go.mod")); err != nil {
				t.Fatal(err)
			}
			copyFiles(t, "testdata/golden/golden_test.go", module)
			examples, err := filepath.Abs(filepath.Join(repository, "tests/golden", schema, "examples"))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"examples", "schemas"} {
				if err := os.CopyFS(filepath.Join(data, name), os.DirFS(examples)); err != nil {
					t.Fatal(err)
				}
			}
			if unformatted := run(t, module, nil, "gofmt", "-l", "."); unformatted != "" {
				t.Errorf("gofmt would change %s", unformatted)
			}
			run(t, module, nil, "go", "vet", "./...")
			run(t, module, nil, "go", "test", "./...")
		})
	}
}
