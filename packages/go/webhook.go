package postal

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"github.com/postal-webhooks/postal-webhooks/packages/go/internal/wire"
)

// Webhook is the body of one request: an event in its envelope.
type Webhook struct {
	// Event is what happened: a *[MessageSent] and so on, or an *[UnknownEvent].
	Event Event
	// Timestamp is when Postal queued the event; the same on every retry.
	Timestamp Timestamp
	// UUID identifies the event for one registered URL; the same on every retry. It is the key for
	// dropping duplicates. Two webhooks of one mail server give two.
	UUID string
	// Raw is the whole body as it was read, with the keys that this version does not know. Nothing
	// writes it.
	Raw json.RawMessage
}

// Event is one of the generated event types, or [UnknownEvent]. No other package can add one.
type Event interface {
	// EventName is the name on the wire: "MessageSent".
	EventName() string
	write(w *wire.Writer)
}

// knownEvent is an event with a type of its own.
type knownEvent interface {
	Event
	read(r *wire.Reader)
}

// UnknownEvent is an event that this version does not know: a fork of Postal has some of its own,
// and a later version of Postal may.
type UnknownEvent struct {
	// Name is the event's name on the wire.
	Name string
	// Payload is the payload as it was sent.
	Payload json.RawMessage
}

// EventName is the name on the wire.
func (e *UnknownEvent) EventName() string { return e.Name }

// MarshalJSON writes the payload, as the events with a type of their own do.
func (e UnknownEvent) MarshalJSON() ([]byte, error) { return e.Payload.MarshalJSON() }

func (e *UnknownEvent) write(w *wire.Writer) { w.Raw(e.Payload) }

// Parse reads the body of a request.
//
// It says nothing about who sent the body: [Verifier.Verify] does. It accepts what the published
// tolerant schema accepts, but for keys of Postal's that stand twice in one object. The error is a
// *[ParseError].
//
// The strings of a webhook share the memory of one copy of the body. Use [strings.Clone] for those
// that are kept much longer than the webhook.
func Parse(body []byte) (*Webhook, error) {
	text := string(body)
	if !utf8.ValidString(text) {
		return nil, &ParseError{Reason: ReasonNotUTF8}
	}
	webhook := new(Webhook)
	start, end, fault := webhook.read(text)
	if fault != nil {
		return nil, diagnose(text, fault)
	}
	webhook.Raw = bytes.Clone(body)
	if unknown, ok := webhook.Event.(*UnknownEvent); ok {
		unknown.Payload = webhook.Raw[start:end:end]
	}
	return webhook, nil
}

var envelope = wire.Shape{Keys: []string{"event", "timestamp", "payload", "uuid"}, Required: 4}

// read fills a webhook in one pass, and gives the place of the payload in the text.
func (w *Webhook) read(text string) (start, end int, fault *wire.Fault) {
	r := wire.NewReader(text)
	o := r.Object(&envelope)
	for o.Next() {
		switch o.Field {
		case 0: // event
			w.Event = eventOf(r.Enumeration("the name of an event as a string"))
		case 1: // timestamp
			w.Timestamp = readTimestamp(&r)
		case 2: // payload
			if event, ok := w.Event.(knownEvent); ok {
				event.read(&r)
			} else {
				start, end = r.Raw()
			}
		case 3: // uuid
			w.UUID = r.UUID()
		}
	}
	r.End()
	if r.Fault() == nil && end > 0 {
		return start, end, w.readLate(text[start:end])
	}
	return start, end, r.Fault()
}

// readLate reads a payload that came before the name of its event, or has no type.
func (w *Webhook) readLate(payload string) *wire.Fault {
	var fault *wire.Fault
	if event, ok := w.Event.(knownEvent); ok {
		fault = readPayload(event, payload)
	} else {
		fault = objectFault(payload)
	}
	if fault != nil {
		fault.Pointer = "/payload" + fault.Pointer
	}
	return fault
}

func readPayload(event knownEvent, payload string) *wire.Fault {
	r := wire.NewReader(payload)
	event.read(&r)
	r.End()
	return r.Fault()
}

// objectFault refuses a payload of an unknown event that is no object.
func objectFault(payload string) *wire.Fault {
	r := wire.NewReader(payload)
	r.Object(&wire.Shape{})
	return r.Fault()
}

// eventOf returns an empty event of this name.
func eventOf(name string) Event {
	if event := newEvent(name); event != nil {
		return event
	}
	return &UnknownEvent{Name: name}
}

// MarshalJSON writes the webhook from its fields, with the keys in Postal's order.
func (w Webhook) MarshalJSON() ([]byte, error) {
	if w.Event == nil {
		return nil, errors.New("postal: a webhook without an event; set Webhook.Event")
	}
	out := wire.NewWriter()
	out.Open()
	out.Key("event")
	out.Text(w.Event.EventName())
	out.Key("timestamp")
	writeTimestamp(out, w.Timestamp)
	out.Key("payload")
	w.Event.write(out)
	out.Key("uuid")
	out.Text(w.UUID)
	out.Close()
	return out.Bytes(), nil
}

// UnmarshalJSON reads what [Parse] reads.
func (w *Webhook) UnmarshalJSON(body []byte) error {
	webhook, err := Parse(body)
	if err != nil {
		return err
	}
	*w = *webhook
	return nil
}

// marshal writes one object of a payload.
func marshal[T any](value T, write func(*wire.Writer, T)) ([]byte, error) {
	w := wire.NewWriter()
	write(w, value)
	return w.Bytes(), nil
}

// unmarshal reads one object of a payload, as strictly as [Parse].
func unmarshal[T any](text []byte, value *T, read func(*wire.Reader) T) error {
	if !utf8.Valid(text) {
		return &ParseError{Reason: ReasonNotUTF8}
	}
	r := wire.NewReader(string(text))
	got := read(&r)
	r.End()
	if fault := r.Fault(); fault != nil {
		return fieldError("", fault)
	}
	*value = got
	return nil
}
