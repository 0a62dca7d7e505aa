package checks

import (
	"slices"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// Each labelled reply has the kind of its label, or the one that the rules are known to give.
func TestReplies(t *testing.T) {
	type labelled struct {
		Kinds   []postal.FailureKind
		Output  string
		Details *string
		Found   postal.FailureKind
	}
	var replies struct{ Replies, Field []labelled }
	readJSON(t, "schema/dist/delivery/replies.json", &replies)
	all := slices.Concat(replies.Replies, replies.Field)
	if len(all) < 800 {
		t.Fatalf("only %d replies", len(all))
	}
	for _, reply := range all {
		why := postal.Classify(reply.Output, reply.Details)
		right := reply.Kinds
		if reply.Found != "" {
			right = []postal.FailureKind{reply.Found}
		}
		if !slices.Contains(right, why.Kind) {
			t.Errorf("%q: %+v, not %v", reply.Output, why, right)
		}
	}
}
