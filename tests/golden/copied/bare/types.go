// Package postal has the types of the webhooks of the Postal mail server, of the schemas 1.0.0.
//
// They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
// before you parse them: the packages of postal-webhooks do, and read what forks write
// differently.
package postal

import "encoding/json"

// Webhook is the body of a webhook request of the Postal mail server: an event in its envelope.
type Webhook struct {
	// The name of the event.
	Event string `json:"event"`
	// When Postal queued the event; the same on every retry.
	Timestamp float64 `json:"timestamp"`
	// What the event tells; its keys depend on the event.
	Payload json.RawMessage `json:"payload"`
	// Identifies the event for one registered webhook; the same on every retry, and so the key for
	// dropping duplicates.
	UUID string `json:"uuid"`
}

// Decode reads the payload into the type of its event, and gives a pointer to it. Of an event that
// is not known, it gives the payload as it is.
func (w Webhook) Decode() (any, error) {
	switch w.Event {
	case "Made":
		return decode[Flag](w.Payload)
	}
	return w.Payload, nil
}

func decode[T any](payload []byte) (any, error) {
	value := new(T)
	if err := json.Unmarshal(payload, value); err != nil {
		return nil, err
	}
	return value, nil
}

// Flag is a payload of one boolean.
type Flag struct {
	// A flag.
	Flag bool `json:"flag"`
}

// Timestamp is a point in time.
type Timestamp = float64
