// Command rewrite parses JSON into a map and writes it again, which sorts the keys.
package main

import (
	"encoding/json"
	"io"
	"log"
	"os"
)

func main() {
	body, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		log.Fatal(err)
	}
	written, err := json.Marshal(value)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := os.Stdout.Write(written); err != nil {
		log.Fatal(err)
	}
}
