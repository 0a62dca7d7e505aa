// Package postal has the types of the webhooks of the Postal mail server, of the schemas 2.3.4.
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
	case "ABTestDone":
		return decode[Small](w.Payload)
	case "ThingHappened":
		return decode[Thing](w.Payload)
	case "ThingHeld":
		return decode[Thing](w.Payload)
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

// Color is a colour, with values that are no Rust names.
//
//   - `red`: The colour of fire.
type Color string

// The values of Color that are known.
const (
	// The colour of fire.
	ColorRed Color = "red"
	// `dark-blue` on the wire.
	ColorDarkBlue Color = "dark-blue"
	// `4xx` on the wire.
	Color4xx Color = "4xx"
	// `Self` on the wire.
	ColorSelf Color = "Self"
	// `OK` on the wire.
	ColorOK Color = "OK"
)

// Part is an object that others hold.
type Part struct {
	// Its name.
	Name string `json:"name"`
	// Its colour, where it has one.
	Color *Color `json:"color,omitempty"`
}

// Small is a payload of one key, sometimes absent.
type Small struct {
	// Whether it is done.
	Done *bool `json:"done,omitempty"`
}

// Thing: Every construct that the rules allow.
//
// A second paragraph, with a link: <https://example.com/a_b> and `code[0] <b>`.
type Thing struct {
	// An object.
	Part Part `json:"part"`
	// An enumeration.
	Color Color `json:"color"`
	// A time.
	At Timestamp `json:"at"`
	// An integer.
	ID int64 `json:"id"`
	// A boolean.
	Flag bool `json:"flag"`
	// A number.
	Ratio float64 `json:"ratio"`
	// A string.
	Text string `json:"text"`
	// A UUID.
	UUID string `json:"uuid"`
	// A boolean or null.
	NullFlag *bool `json:"null_flag"`
	// An integer or null.
	NullID *int64 `json:"null_id"`
	// A number or null.
	NullRatio *float64 `json:"null_ratio"`
	// A string or null.
	NullText *string `json:"null_text"`
	// A UUID or null.
	NullUUID *string `json:"null_uuid"`
	// A list.
	Texts []string `json:"texts"`
	// A list of objects.
	Parts []Part `json:"parts"`
	// A list of lists.
	Matrix [][]float64 `json:"matrix"`
	// A list with nulls, or null.
	NullTexts []*string `json:"null_texts"`
	// A list of UUIDs.
	UUIDs []string `json:"uuids"`
	// An object or null.
	NullPart *Part `json:"null_part"`
	// An enumeration or null.
	NullColor *Color `json:"null_color"`
	// A time or null.
	NullAt *Timestamp `json:"null_at"`
	// A list of times and nulls.
	NullTimes []*Timestamp `json:"null_times"`
	// A keyword of Rust, sometimes absent.
	Type *string `json:"type,omitempty"`
	// Not in snake case, sometimes absent.
	CamelCase *int64 `json:"camelCase,omitempty"`
	// An object, sometimes absent.
	MaybePart *Part `json:"maybe_part,omitempty"`
	// A list, sometimes absent.
	MaybeTexts []string `json:"maybe_texts,omitempty"`
	// A UUID, sometimes absent.
	MaybeUUID *string `json:"maybe_uuid,omitempty"`
}

// Timestamp is a point in time.
type Timestamp = float64
