package checks

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/go-chi/chi/v5" // A program of the README needs it.

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// snippets gives the blocks of the README in one language.
func snippets(t *testing.T, language string) []string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, block := range strings.Split(string(text), "\n```"+language+"\n")[1:] {
		snippet, _, _ := strings.Cut(block, "\n```\n")
		found = append(found, snippet+"\n")
	}
	return found
}

// programs are the snippets that are whole programs; fragments are the others.
func programsAndFragments(t *testing.T) (programs, fragments []string) {
	t.Helper()
	for _, snippet := range snippets(t, "go") {
		if strings.HasPrefix(snippet, "package main\n") {
			programs = append(programs, snippet)
		} else {
			fragments = append(fragments, snippet)
		}
	}
	return programs, fragments
}

// build builds a program, and gives the path of the binary.
func build(t *testing.T, program string) string {
	t.Helper()
	folder := t.TempDir()
	source := filepath.Join(folder, "main.go")
	if err := os.WriteFile(source, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	if unformatted := run(t, folder, nil, "gofmt", "-l", "main.go"); unformatted != "" {
		t.Errorf("gofmt would change:\n%s", program)
	}
	run(t, ".", nil, "go", "vet", source)
	binary := filepath.Join(folder, "program")
	run(t, ".", nil, "go", "build", "-o", binary, source)
	return binary
}

// Each server of the README takes a signed request over a socket, and refuses others.
func TestServersOfTheREADME(t *testing.T) {
	programs, _ := programsAndFragments(t)
	if len(programs) != 2 {
		t.Fatalf("%d programs", len(programs))
	}
	signer, err := newSigner()
	if err != nil {
		t.Fatal(err)
	}
	example, _ := postal.ExampleOf("MessageSent", "escaped-as-rails-does")
	tampered := append(bytes.Clone(example.Body), ' ')
	for number, program := range programs {
		url := serve(t, build(t, program), signer.file(t))
		signed := signer.header(t, example.Body)
		if status := post(t, url, signed, example.Body); status != 200 {
			t.Errorf("program %d answers %d to a signed request", number, status)
		}
		if status := post(t, url, signed, tampered); status != 401 {
			t.Errorf("program %d answers %d to a tampered request", number, status)
		}
		if status := post(t, url, http.Header{}, example.Body); status != 401 {
			t.Errorf("program %d answers %d to a request without a signature", number, status)
		}
		unknown := []byte(`{"event":"New"}`)
		if status := post(t, url, signer.header(t, unknown), unknown); status != 200 {
			t.Errorf("program %d answers %d to a signed request that it cannot read", number, status)
		}
		long := make([]byte, 2<<20)
		if status := post(t, url, signer.header(t, long), long); status != 400 {
			t.Errorf("program %d answers %d to 2 MiB", number, status)
		}
	}
}

// serve starts a program until the end of the test, and gives its URL.
func serve(t *testing.T, binary, jwks string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(binary)
	command.Env = append(os.Environ(), "ADDRESS="+address, "POSTAL_JWKS="+jwks)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	for range 100 {
		if connection, err := net.Dial("tcp", address); err == nil {
			_ = connection.Close()
			return "http://" + address + "/postal"
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the program does not listen")
	return ""
}

func post(t *testing.T, url string, header http.Header, body []byte) int {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	client := http.Client{Timeout: 5 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

// The fragments of the README run in a program, and print what they say.
func TestFragmentsOfTheREADME(t *testing.T) {
	_, fragments := programsAndFragments(t)
	template, err := os.ReadFile("testdata/readme/main.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(template), "\t// FRAGMENT\n")
	if len(parts) != len(fragments)+1 {
		t.Fatalf("%d fragments, and a program for %d", len(fragments), len(parts)-1)
	}
	var program strings.Builder
	var expected []string
	for i, part := range parts {
		program.WriteString(part)
		if i == len(fragments) {
			break
		}
		for line := range strings.Lines(fragments[i]) {
			if output, ok := strings.CutPrefix(line, "// Output: "); ok {
				expected = append(expected, strings.TrimSpace(output))
			} else if line != "\n" {
				program.WriteString("\t" + line)
			} else {
				program.WriteString(line)
			}
		}
	}
	signer, err := newSigner()
	if err != nil {
		t.Fatal(err)
	}
	binary := build(t, program.String())
	sent, _ := postal.ExampleOf("MessageSent", "typical")
	failed, _ := postal.ExampleOf("MessageDeliveryFailed", "typical")
	unknown := []byte(`{"event":"New","timestamp":1.5,"payload":{},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}`)
	printed := func(body []byte, header http.Header) string {
		return run(t, ".", []string{
			"POSTAL_JWKS=" + signer.file(t), "BODY=" + string(body),
			"SIGNATURE=" + header.Get(postal.HeaderSignature256),
		}, binary)
	}
	for text, body := range map[string][]byte{
		" is delivered": sent.Body, " failed: ": failed.Body, "New is newer than this package": unknown,
	} {
		out := printed(body, signer.header(t, body))
		if !strings.Contains(out, text) {
			t.Errorf("%q is not in %q", text, out)
		}
		for _, line := range append(expected, "postal: keys: none of the keys is pinned") {
			if !strings.Contains(out, line+"\n") {
				t.Errorf("%q is not in %q", line, out)
			}
		}
	}
	if len(expected) != 1 {
		t.Errorf("%d outputs", len(expected))
	}
	if out := printed(append(sent.Body, ' '), signer.header(t, sent.Body)); !strings.Contains(out, "the signature is wrong") {
		t.Error(out)
	}
}
