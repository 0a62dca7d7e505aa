// Answer reads a list of questions about the package, and prints an answer to each; it judges
// nothing. ../../../vectors/README.md tells more.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
)

// question has the keys of all kinds of questions.
type question struct {
	ID      any         `json:"id"`
	Ask     string      `json:"ask"`
	Body    []byte      `json:"body"` // In base64.
	Keys    string      `json:"keys"`
	Source  string      `json:"source"`
	Text    string      `json:"text"`
	Pins    []string    `json:"pins"`
	Allow   []string    `json:"allow"`
	Headers [][2]string `json:"headers"`
	Output  string      `json:"output"`
	Details *string     `json:"details"`
}

type object map[string]any

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: answer list.json")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var list struct{ Packages []question }
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	for _, q := range list.Packages {
		answer, err := q.answer()
		if err != nil {
			return err
		}
		if err := lines.Encode(object{"id": q.ID, "answer": answer}); err != nil {
			return err
		}
	}
	return out.Flush()
}
