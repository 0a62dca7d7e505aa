package checks

import "testing"

func TestFormat(t *testing.T) {
	if unformatted := run(t, "..", nil, "gofmt", "-l", "."); unformatted != "" {
		t.Errorf("run gofmt -w on:\n%s", unformatted)
	}
}
