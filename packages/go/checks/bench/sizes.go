package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// programs are receivers that differ in what they import.
var programs = []struct{ name, imports, body string }{
	{"net/http, encoding/json and crypto/rsa alone", `"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"os"`, `text, _ := os.ReadFile("key")
	key, _ := x509.ParsePKIXPublicKey(text)
	digest := sha256.Sum256(text)
	println(rsa.VerifyPKCS1v15(key.(*rsa.PublicKey), crypto.SHA256, digest[:], text) == nil)
	var value map[string]any
	println(json.Unmarshal(text, &value) == nil, http.ListenAndServe("", nil) == nil)`},
	{"net/http and package postal", `"net/http"
	"os"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"`, `text, _ := os.ReadFile("key")
	keys, _ := postal.KeysFromJWKS(text)
	verified, _ := postal.NewVerifier(keys).Verify(nil, text)
	webhook, _ := verified.Parse()
	println(webhook.Event.EventName(), http.ListenAndServe("", nil) == nil)`},
	{"… with Classify", `"net/http"
	"os"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"`, `text, _ := os.ReadFile("key")
	keys, _ := postal.KeysFromJWKS(text)
	verified, _ := postal.NewVerifier(keys).Verify(nil, text)
	webhook, _ := verified.Parse()
	println(webhook.Event.EventName(), postal.Classify("", nil).Rule, http.ListenAndServe("", nil) == nil)`},
	{"… with package validate", `"net/http"
	"os"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"`, `text, _ := os.ReadFile("key")
	keys, _ := postal.KeysFromJWKS(text)
	verified, _ := postal.NewVerifier(keys).Verify(nil, text)
	webhook, _ := verified.Parse()
	println(webhook.Event.EventName(), validate.Body(validate.Strict, text) == nil, http.ListenAndServe("", nil) == nil)`},
}

func sizes() error {
	folder, err := os.MkdirTemp("", "postal-sizes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Printf("\n%-58s %10s\n", "size of a program, stripped", "KB")
	for _, program := range programs {
		source, binary := filepath.Join(folder, "main.go"), filepath.Join(folder, "program")
		text := fmt.Sprintf("package main\n\nimport (\n\t%s\n)\n\nfunc main() {\n\t%s\n}\n", program.imports, program.body)
		if err := os.WriteFile(source, []byte(text), 0o600); err != nil {
			return err
		}
		if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", binary, source).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", program.name, err, out)
		}
		info, err := os.Stat(binary)
		if err != nil {
			return err
		}
		fmt.Printf("%-58s %10d\n", program.name, info.Size()/1000)
	}
	return nil
}
