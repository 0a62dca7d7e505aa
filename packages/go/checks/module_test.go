package checks

import (
	"archive/zip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

const modulePath = "github.com/postal-webhooks/postal-webhooks/packages/go"

// receiver is a program in a module of its own.
const receiver = `package main

import (
	"fmt"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

func main() {
	read := 0
	for _, example := range postal.Examples() {
		if _, err := postal.Parse(example.Body); err == nil {
			read++
		}
	}
	fmt.Println(postal.Version, read)
}
`

const validating = `package main

import (
	"fmt"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
)

func main() {
	example, _ := postal.ExampleOf("MessageSent", "typical")
	fmt.Println(validate.Body(validate.Strict, example.Body))
}
`

// moduleZip makes the zip of the module, as a proxy does.
func moduleZip(t *testing.T, path string) module.Version {
	t.Helper()
	version := module.Version{Path: modulePath, Version: "v" + postal.Version}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := modzip.CreateFromDir(file, version, ".."); err != nil {
		t.Fatal(err)
	}
	return version
}

// The module, as a proxy serves it, is used from an empty module.
func TestTheModuleFromAProxy(t *testing.T) {
	proxy := t.TempDir()
	served := filepath.Join(proxy, modulePath, "@v")
	if err := os.MkdirAll(served, 0o755); err != nil {
		t.Fatal(err)
	}
	version := "v" + postal.Version
	moduleZip(t, filepath.Join(served, version+".zip"))
	checkFiles(t, filepath.Join(served, version+".zip"))
	goMod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list": version + "\n", version + ".info": `{"Version":"` + version + `"}`, version + ".mod": string(goMod),
	} {
		if err := os.WriteFile(filepath.Join(served, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// What this test's own run has downloaded, then the usual proxy.
	cache := strings.TrimSpace(run(t, ".", nil, "go", "env", "GOMODCACHE"))
	usual := strings.TrimSpace(run(t, ".", nil, "go", "env", "GOPROXY"))
	environment := []string{
		"GOPROXY=file://" + proxy + ",file://" + filepath.Join(cache, "cache/download") + "," + usual,
		"GOMODCACHE=" + t.TempDir(),
		"GONOSUMDB=" + modulePath,
		"GOFLAGS=-modcacherw",
		"GOTOOLCHAIN=local",
	}
	folder := emptyModule(t)
	run(t, folder, environment, "go", "get", modulePath+"@"+version)
	use(t, folder, environment)
}

// The module is used by its path, with the commands of the README.
func TestTheModuleByItsPath(t *testing.T) {
	folder := emptyModule(t)
	zipped := filepath.Join(t.TempDir(), "module.zip")
	version := moduleZip(t, zipped)
	clone := filepath.Join(filepath.Dir(folder), "postal-webhooks/packages/go")
	if err := modzip.Unzip(clone, version, zipped); err != nil {
		t.Fatal(err)
	}
	commands := snippets(t, "sh")
	if len(commands) != 1 {
		t.Fatalf("%d blocks of commands", len(commands))
	}
	environment := []string{"GOTOOLCHAIN=local", "GOFLAGS="}
	ran := 0
	for line := range strings.Lines(commands[0]) {
		words := strings.Fields(line)
		if words[0] == "git" {
			continue // The zip stands where the clone would.
		}
		run(t, folder, environment, words[0], words[1:]...)
		ran++
	}
	if ran != 2 {
		t.Errorf("%d commands ran", ran)
	}
	use(t, folder, environment)
}

func emptyModule(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "receiver")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	run(t, folder, nil, "go", "mod", "init", "example.com/receiver")
	return folder
}

func use(t *testing.T, folder string, environment []string) {
	t.Helper()
	main := filepath.Join(folder, "main.go")
	program := func(text, expected string) {
		if err := os.WriteFile(main, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		run(t, folder, environment, "go", "mod", "tidy")
		if out := run(t, folder, environment, "go", "run", "."); !strings.HasSuffix(out, expected+"\n") {
			t.Errorf("it prints %q, not %q", out, expected)
		}
	}
	program(receiver, postal.Version+" "+strconv.Itoa(len(postal.Examples())))
	// The package itself needs nothing but the standard library.
	deps := run(t, folder, environment, "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", modulePath)
	for _, name := range strings.Fields(deps) {
		if !strings.HasPrefix(name, modulePath) {
			t.Errorf("the package needs %s", name)
		}
	}
	program(validating, "<nil>")
}

// checkFiles looks into the zip: all that a user needs, and nothing else.
func checkFiles(t *testing.T, path string) {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var names []string
	size := int64(0)
	for _, file := range archive.File {
		_, name, _ := strings.Cut(file.Name, "@v"+postal.Version+"/")
		names = append(names, name)
		size += int64(file.CompressedSize64)
		if strings.HasPrefix(name, "checks/") {
			t.Errorf("%s is in the module", name)
		}
	}
	for _, name := range []string{"LICENSE-MIT", "LICENSE-APACHE", "README.md", "go.mod", "go.sum", "data/rules.json"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not in the module", name)
		}
	}
	t.Logf("%d files, %d bytes compressed", len(names), size)
}
