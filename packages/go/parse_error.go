package postal

import (
	"strings"

	"github.com/postal-webhooks/postal-webhooks/packages/go/internal/wire"
)

// ParseError tells why a body cannot be read. It holds no value of the body.
type ParseError struct {
	// Reason is ReasonNotUTF8, ReasonNotJSON, ReasonNotAnObject, ReasonBarePayload,
	// ReasonInboundMail or ReasonField.
	Reason Reason
	// Event is the event, where the body names one that is known; else empty.
	Event string
	// Pointer is the place of the field, by RFC 6901: "/payload/message/id". A key that is missing
	// has the place where it should be.
	Pointer string
	// Fault is what is wrong with the field; empty with the other reasons.
	Fault Fault
	// Expected and Found are what the field must be and what it is, in words, with FaultExpected.
	Expected, Found string
}

// Fault is what is wrong with one field of a body, or with one header.
type Fault string

// The faults of a field.
const (
	// FaultMissing says that a key is missing that Postal always sends.
	FaultMissing Fault = "missing"
	// FaultDuplicate says that a key stands twice in one object.
	FaultDuplicate Fault = "duplicate"
	// FaultExpected says that the value is not what it must be.
	FaultExpected Fault = "expected"
)

// Error names the place and the remedy.
func (e *ParseError) Error() string {
	switch e.Reason {
	case ReasonNotUTF8:
		return "postal: the body is not UTF-8; pass the bytes as they were received"
	case ReasonNotAnObject:
		return "postal: the body is " + e.Found +
			"; a webhook is an object with the keys event, timestamp, payload and uuid"
	case ReasonBarePayload:
		return "postal: the body is a bare payload without its envelope; pass the whole body"
	case ReasonInboundMail:
		return "postal: the body is a mail for an HTTP endpoint (it has the key rcpt_to) and no " +
			"webhook; give webhooks a URL of their own"
	case ReasonField:
		return "postal: " + e.field()
	}
	return "postal: the body is not JSON; pass the bytes as they were received"
}

func (e *ParseError) field() string {
	event := e.Event
	if event == "" {
		event = "webhook"
	}
	switch e.Fault {
	case FaultMissing:
		return event + ": " + e.Pointer + ": missing, although Postal always sends it"
	case FaultDuplicate:
		return event + ": " + e.Pointer + ": stands twice in one object"
	}
	return event + ": " + e.Pointer + ": expected " + e.Expected + ", found " + e.Found
}

// diagnose finds out why a body is no webhook, after reading it failed, so that reading itself pays
// nothing.
func diagnose(text string, first *wire.Fault) *ParseError {
	if !wire.IsJSON(text) {
		return &ParseError{Reason: ReasonNotJSON}
	}
	if found := wire.TypeOf(text); found != "an object" {
		return &ParseError{Reason: ReasonNotAnObject, Found: found}
	}
	entries := wire.Entries(text)
	nameText, _, named := lookup(entries, "event")
	if !named {
		return withoutEvent(text, entries, first)
	}
	r := wire.NewReader(nameText)
	name := r.Text()
	event := newEvent(name)
	if event == nil {
		// A name that is not known may be anything.
		name = ""
	}
	for _, key := range envelope.Keys {
		if _, times, _ := lookup(entries, key); times > 1 {
			return fieldError(name, &wire.Fault{Kind: wire.Duplicate, Pointer: "/" + key})
		}
	}
	// The payload before the rest, wherever it stands.
	payload, _, found := lookup(entries, "payload")
	var fault *wire.Fault
	if found && event != nil {
		fault = readPayload(event, payload)
	} else if found && r.Fault() == nil {
		fault = objectFault(payload)
	}
	if fault != nil {
		fault.Pointer = "/payload" + fault.Pointer
	} else {
		fault = first
	}
	return fieldError(name, settled(text, fault))
}

func withoutEvent(text string, entries []wire.Entry, first *wire.Fault) *ParseError {
	if _, _, isMail := lookup(entries, "rcpt_to"); isMail {
		return &ParseError{Reason: ReasonInboundMail}
	}
	for _, name := range eventNames {
		if readPayload(newEvent(name), text) == nil {
			return &ParseError{Reason: ReasonBarePayload}
		}
	}
	return fieldError("", settled(text, first))
}

// lookup gives the first value of a key, and how often the key is there.
func lookup(entries []wire.Entry, key string) (value string, times int, found bool) {
	for _, entry := range entries {
		if entry.Key == key {
			if times == 0 {
				value = entry.Value
			}
			times++
		}
	}
	return value, times, times > 0
}

// settled gives a fault, or that of a key on the way to it that stands twice.
func settled(text string, fault *wire.Fault) *wire.Fault {
	way := fault.Pointer
	if fault.Kind != wire.Expected {
		way = way[:max(0, strings.LastIndexByte(way, '/'))]
	}
	if twice := wire.FirstTwice(text, way); twice != "" {
		return &wire.Fault{Kind: wire.Duplicate, Pointer: twice}
	}
	return fault
}

func fieldError(event string, fault *wire.Fault) *ParseError {
	err := &ParseError{Reason: ReasonField, Event: event, Pointer: fault.Pointer}
	switch fault.Kind {
	case wire.Missing:
		err.Fault = FaultMissing
	case wire.Duplicate:
		err.Fault = FaultDuplicate
	case wire.Expected:
		err.Fault = FaultExpected
		err.Expected, err.Found = fault.Expected, fault.Found
	case wire.Syntax:
		return &ParseError{Reason: ReasonNotJSON}
	}
	return err
}
