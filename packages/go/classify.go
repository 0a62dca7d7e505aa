package postal

import "strings"

// FailureKind tells what a failed, delayed or held delivery is about: where to look for the cause.
//
// It says nothing of whether the failure is final; the event's status does. It is a reading of what
// servers write, not a fact.
type FailureKind string

// Certainty tells how sure a [Classification] is.
type Certainty string

// Classification is the kind of a failure, with the reason for it. It holds nothing of the reply but
// its code and status: the phrase is that of the rule.
type Classification struct {
	// Reply is the SMTP reply in the output; nil if there is none.
	Reply *SMTPReply
	// Kind is what the failure is about.
	Kind FailureKind
	// Certainty is how sure that is.
	Certainty Certainty
	// Rule is the name of the rule that decided: "unknown-recipient"; "none" if no rule holds.
	Rule string
	// Source is where the rule comes from: a server, a document, an RFC. Empty if no rule holds.
	Source string
	// Phrase is what the rule found in the text. A " … " stands for a few other words. It may be
	// empty.
	Phrase string
	// Code is the code that the rule asked for, or the status of an HTTP endpoint; else nil.
	Code *int
	// Status is the enhanced status that the rule asked for: "5.1.1". It may be empty.
	Status string
}

// SMTPReply is the reply of a mail server (RFC 5321, 4.2), as it stands in the output.
type SMTPReply struct {
	// Code is from 200 to 599.
	Code int
	// Enhanced is the enhanced status code (RFC 3463), "5.1.1"; empty if there is none.
	Enhanced string
}

const (
	unknownKind   FailureKind = "Unknown"
	recipientKind FailureKind = "Recipient"
)

// Classify tells what a delivery event tells of, by its output and details.
//
// The status of an HTTP endpoint decides first, then the words, the status and the code of an SMTP
// reply, then the texts that Postal writes into the details. Postal keeps 250 characters of the
// output: words behind the cut are not seen.
func Classify(output string, details *string) Classification {
	rules := loadRules()
	text := ""
	if details != nil {
		text = *details
	}
	reply := parseReply(output, rules)
	result := Classification{Reply: reply.public()}
	switch {
	case rules.HTTP.decide(text, &result):
	case reply != nil && rules.decide(reply, &result):
	case rules.Details.decide(text, reply != nil, &result):
	default:
		result.Kind, result.Certainty, result.Rule = unknownKind, "Low", "none"
	}
	return result
}

// decide reads the status in "Received a 503 from https://…".
func (h *httpRules) decide(details string, result *Classification) bool {
	rest, begun := strings.CutPrefix(details, h.Before)
	text, _, ended := strings.Cut(rest, h.After)
	status, ok := decimal(text)
	if !begun || !ended || !ok {
		return false
	}
	result.Kind, result.Certainty = unknownKind, "Low"
	for _, s := range h.Statuses {
		if (s.First == nil || *s.First <= status) && status <= s.Last {
			result.Kind, result.Certainty = s.Kind, "High"
			break
		}
	}
	result.Rule, result.Source, result.Code = h.Rule, h.Source, &status
	return true
}

// decide knows the texts that Postal writes about its own decisions.
func (d *detailRules) decide(details string, hasReply bool, result *Classification) bool {
	for _, text := range d.Texts {
		if strings.HasPrefix(details, text.Start) && !(text.WithoutReply && hasReply) {
			result.Kind, result.Certainty = text.Kind, "High"
			result.Rule, result.Source, result.Phrase = d.Rule, d.Source, text.Start
			return true
		}
	}
	return false
}
