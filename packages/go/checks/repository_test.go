package checks

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// repository is its root, from here.
const repository = "../../.."

func readJSON(t *testing.T, path string, value any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, path))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, value); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// run runs a program in a folder, and gives what it prints.
func run(t *testing.T, folder string, environment []string, program string, arguments ...string) string {
	t.Helper()
	var out bytes.Buffer
	command := exec.Command(program, arguments...)
	command.Dir = folder
	command.Env = append(os.Environ(), environment...)
	command.Stdout, command.Stderr = &out, &out
	if err := command.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s", program, arguments, err, out.Bytes())
	}
	return out.String()
}

// copyFiles copies what a pattern finds, but for what is left out, into a folder.
func copyFiles(t *testing.T, pattern, folder string, leaveOut ...string) int {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	copied := 0
files:
	for _, path := range paths {
		for _, out := range leaveOut {
			if matched, _ := filepath.Match(out, filepath.Base(path)); matched {
				continue files
			}
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(path)), text, 0o644); err != nil {
			t.Fatal(err)
		}
		copied++
	}
	return copied
}
