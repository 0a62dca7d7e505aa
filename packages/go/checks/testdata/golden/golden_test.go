package postal

import (
	"encoding/json"
	"testing"
)

func TestExamples(t *testing.T) {
	examples := Examples()
	if len(examples) == 0 {
		t.Fatal("no examples")
	}
	seen := map[string]bool{}
	for _, example := range examples {
		webhook, err := Parse(example.Body)
		if err != nil {
			t.Errorf("%s/%s: %v", example.Event, example.Case, err)
			continue
		}
		if _, unknown := webhook.Event.(*UnknownEvent); unknown {
			t.Errorf("%s is unknown", example.Event)
		}
		seen[webhook.Event.EventName()] = true
		written, err := json.Marshal(webhook)
		if err != nil || string(written) != string(example.Body) {
			t.Errorf("%s/%s is written as\n%s (%v)", example.Event, example.Case, written, err)
		}
	}
	if len(seen) != len(eventNames) {
		t.Errorf("examples of %v, but events %v", seen, eventNames)
	}
}
