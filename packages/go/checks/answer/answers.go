package main

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
)

func (q question) answer() (object, error) {
	switch q.Ask {
	case "parse":
		return q.parse()
	case "tolerant":
		return q.validate(validate.Tolerant)
	case "strict":
		return q.validate(validate.Strict)
	case "round-trip":
		webhook, err := postal.Parse(q.Body)
		if err != nil {
			return nil, fmt.Errorf("question %v: %w", q.ID, err)
		}
		written, err := webhook.MarshalJSON()
		return object{"text": string(written)}, err
	case "signature":
		return q.signature()
	case "keys":
		return q.keys()
	case "reply":
		return q.reply(), nil
	}
	return nil, fmt.Errorf("question %v asks %q, which is unknown", q.ID, q.Ask)
}

func (q question) parse() (object, error) {
	webhook, err := postal.Parse(q.Body)
	var failed *postal.ParseError
	switch {
	case err == nil:
		_, unknown := webhook.Event.(*postal.UnknownEvent)
		return object{"event": webhook.Event.EventName(), "known": !unknown}, nil
	case !errors.As(err, &failed):
		return nil, err
	case failed.Reason == postal.ReasonField:
		return object{"reason": failed.Reason, "pointer": failed.Pointer, "fault": failed.Fault}, nil
	}
	return object{"reason": failed.Reason}, nil
}

func (q question) validate(profile validate.Profile) (object, error) {
	err := validate.Body(profile, q.Body)
	found := [][2]string{}
	var invalid *validate.Error
	var failed *postal.ParseError
	switch {
	case err == nil:
	case errors.As(err, &invalid):
		for _, violation := range invalid.Violations {
			found = append(found, [2]string{violation.Pointer, violation.Keyword})
		}
	case errors.As(err, &failed):
		return object{"reason": "not-json"}, nil
	default:
		return nil, err
	}
	return object{"violations": found}, nil
}

func (q question) signature() (object, error) {
	set, err := postal.KeysFromJWKS([]byte(q.Keys))
	if err == nil && q.Pins != nil {
		set, err = set.Pin(q.Pins...)
	}
	if err != nil {
		return nil, fmt.Errorf("question %v: %w", q.ID, err)
	}
	var options []postal.Option
	if slices.Contains(q.Allow, "sha1") {
		options = append(options, postal.AllowInsecureSHA1())
	}
	if slices.Contains(q.Allow, "short-keys") {
		options = append(options, postal.AllowInsecureShortKeys())
	}
	header := http.Header{}
	for _, pair := range q.Headers {
		header[pair[0]] = append(header[pair[0]], pair[1])
	}
	verified, err := postal.NewVerifier(set, options...).Verify(header, q.Body)
	var failed *postal.VerifyError
	switch {
	case err == nil:
		return object{"kid": verified.KID()}, nil
	case !errors.As(err, &failed):
		return nil, err
	case failed.Reason == postal.ReasonHeaderMalformed:
		return object{"reason": failed.Reason, "header": failed.Header, "fault": failed.Fault}, nil
	}
	return object{"reason": failed.Reason}, nil
}

func (q question) keys() (object, error) {
	read := map[string]func([]byte) (*postal.KeySet, error){
		"jwks": postal.KeysFromJWKS,
		"pem":  postal.KeysFromPEM,
		"dkim": postal.KeysFromDKIMRecord,
	}[q.Source]
	if read == nil {
		return nil, fmt.Errorf("question %v has the source %q, which is unknown", q.ID, q.Source)
	}
	set, err := read([]byte(q.Text))
	if err == nil && q.Pins != nil {
		set, err = set.Pin(q.Pins...)
	}
	if err == nil {
		keys := [][2]any{}
		for _, key := range set.Keys() {
			keys = append(keys, [2]any{key.KID(), key.Bits()})
		}
		return object{"keys": keys, "rejected": rejected(set.Rejected())}, nil
	}
	var failed *postal.KeySetError
	if !errors.As(err, &failed) {
		return nil, err
	}
	answer := object{"reason": failed.Reason}
	switch failed.Reason {
	case postal.ReasonKey:
		answer["key"] = failed.Rejected[0].Reason
	case postal.ReasonNoUsableKey:
		answer["rejected"] = rejected(failed.Rejected)
	}
	return answer, nil
}

func rejected(keys []*postal.KeyError) [][2]any {
	found := [][2]any{}
	for _, key := range keys {
		found = append(found, [2]any{key.Index, key.Reason})
	}
	return found
}

func (q question) reply() object {
	why := postal.Classify(q.Output, q.Details)
	answer := object{
		"reply": nil, "kind": why.Kind, "certainty": why.Certainty, "rule": why.Rule,
		"source": why.Source, "phrase": orNull(why.Phrase), "code": why.Code,
		"status": orNull(why.Status),
	}
	if why.Reply != nil {
		answer["reply"] = [2]any{why.Reply.Code, orNull(why.Reply.Enhanced)}
	}
	return answer
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
