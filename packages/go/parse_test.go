package postal_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

func TestExamplesAreReadAndWrittenAsTheyWere(t *testing.T) {
	examples := postal.Examples()
	if len(examples) < 70 {
		t.Fatalf("only %d examples", len(examples))
	}
	same := 0
	for _, example := range examples {
		webhook, err := postal.Parse(example.Body)
		if err != nil {
			t.Errorf("%s/%s: %v", example.Event, example.Case, err)
			continue
		}
		if webhook.Event.EventName() != example.Event {
			t.Errorf("%s/%s: is a %s", example.Event, example.Case, webhook.Event.EventName())
		}
		written, err := json.Marshal(webhook)
		if err != nil {
			t.Fatal(err)
		}
		if byValue, err := json.Marshal(*webhook); err != nil || string(byValue) != string(written) {
			t.Errorf("%s/%s: by value it is written as\n%s (%v)", example.Event, example.Case, byValue, err)
		}
		var body struct{ Payload any }
		var payload any
		alone, err := json.Marshal(webhook.Event)
		if err != nil || json.Unmarshal(alone, &payload) != nil || json.Unmarshal(example.Body, &body) != nil ||
			!reflect.DeepEqual(payload, body.Payload) {
			t.Errorf("%s/%s: the event is written as\n%s (%v)", example.Event, example.Case, alone, err)
		}
		if !reflect.DeepEqual(decode(t, written), decode(t, example.Body)) {
			t.Errorf("%s/%s: is written as\n%s", example.Event, example.Case, written)
		}
		if string(written) == string(example.Body) {
			same++
		}
		if string(webhook.Raw) != string(example.Body) {
			t.Errorf("%s/%s: Raw is another body", example.Event, example.Case)
		}
	}
	// The others have the order of keys of older versions of Postal.
	if same < len(examples)*3/4 {
		t.Errorf("only %d of %d are the same to the byte", same, len(examples))
	}
}

// decode keeps the digits of numbers: 1.0 is not 1.
func decode(t *testing.T, text []byte) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestAnUnknownEventIsKept(t *testing.T) {
	body := []byte(`{"payload":{"a":[1,{"b":null}]},"event":"NotOfPostal","timestamp":1.5,` +
		`"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}`)
	webhook, err := postal.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	unknown, ok := webhook.Event.(*postal.UnknownEvent)
	if !ok || unknown.Name != "NotOfPostal" || string(unknown.Payload) != `{"a":[1,{"b":null}]}` {
		t.Fatalf("%T %+v", webhook.Event, webhook.Event)
	}
	body[13] = 'x' // The webhook has a copy.
	if string(unknown.Payload) != `{"a":[1,{"b":null}]}` {
		t.Error("the payload changes with the body")
	}
	written, err := json.Marshal(webhook)
	if err != nil || !strings.HasPrefix(string(written), `{"event":"NotOfPostal","timestamp":1.5,"payload":{"a"`) {
		t.Errorf("%s %v", written, err)
	}
}

// sent is the example with one text replaced.
func sent(t *testing.T, old, replacement string) []byte {
	t.Helper()
	example, ok := postal.ExampleOf("MessageSent", "typical")
	if !ok || !strings.Contains(string(example.Body), old) {
		t.Fatalf("the example has no %s", old)
	}
	return []byte(strings.Replace(string(example.Body), old, replacement, 1))
}

func TestValuesThatThisVersionDoesNotKnow(t *testing.T) {
	webhook, err := postal.Parse(sent(t, `"spam_status":"`, `"new":{},"spam_status":"New`))
	if err != nil {
		t.Fatal(err)
	}
	status := webhook.Event.(*postal.MessageSent).Message.SpamStatus
	if status.Known() || !strings.HasPrefix(string(status), "New") {
		t.Error(status)
	}
	if !postal.SpamStatusNotSpam.Known() {
		t.Error("a known value is unknown")
	}
	if !strings.Contains(string(webhook.Raw), `"new":{}`) {
		t.Error("an unknown key is lost")
	}
}

func TestPlacesOfFaults(t *testing.T) {
	for _, test := range []struct {
		body    []byte
		reason  postal.Reason
		pointer string
		fault   postal.Fault
	}{
		{nil, postal.ReasonNotJSON, "", ""},
		{[]byte("\xff"), postal.ReasonNotUTF8, "", ""},
		{[]byte("[]"), postal.ReasonNotAnObject, "", ""},
		{[]byte("{}"), postal.ReasonField, "/event", postal.FaultMissing},
		{[]byte(`{"rcpt_to":1}`), postal.ReasonInboundMail, "", ""},
		{sent(t, `"message":{"id":`, `"message":{"ID":`), postal.ReasonField, "/payload/message/id", postal.FaultMissing},
		{sent(t, `"message":{"id":`, `"message":{"id":"`), postal.ReasonNotJSON, "", ""},
		{sent(t, `"message":{"id":`, `"message":{"id":"1","id":`), postal.ReasonField, "/payload/message/id", postal.FaultDuplicate},
		{sent(t, `"message":{"id":`, `"message":{"id":-`), postal.ReasonField, "/payload/message/id", postal.FaultExpected},
		{sent(t, `"payload":{`, `"payload":{"message":{},`), postal.ReasonField, "/payload/message", postal.FaultDuplicate},
		{sent(t, `"event":"MessageSent"`, `"event":"New","payload":[]`), postal.ReasonField, "/payload", postal.FaultDuplicate},
		{sent(t, `"event":`, `"EVENT":`), postal.ReasonField, "/event", postal.FaultMissing},
	} {
		_, err := postal.Parse(test.body)
		var failed *postal.ParseError
		if !errors.As(err, &failed) {
			t.Errorf("%q: %v", test.body, err)
			continue
		}
		if failed.Reason != test.reason || failed.Pointer != test.pointer || failed.Fault != test.fault {
			t.Errorf("%s: %+v", test.body, failed)
		}
	}
}

func TestABarePayload(t *testing.T) {
	example, _ := postal.ExampleOf("MessageBounced", "typical")
	var body struct{ Payload json.RawMessage }
	if err := json.Unmarshal(example.Body, &body); err != nil {
		t.Fatal(err)
	}
	_, err := postal.Parse(body.Payload)
	var failed *postal.ParseError
	if !errors.As(err, &failed) || failed.Reason != postal.ReasonBarePayload {
		t.Fatal(err)
	}
	var payload postal.MessageBounce
	if err := json.Unmarshal(body.Payload, &payload); err != nil || payload.Bounce.ID == 0 {
		t.Errorf("%v %+v", err, payload)
	}
	if err := json.Unmarshal([]byte(`{"bounce":{}}`), &payload); !errors.As(err, &failed) {
		t.Errorf("a part of a payload is read: %v", err)
	}
}

// No error holds a value of a body.
func TestErrorsKeepSecrets(t *testing.T) {
	for _, body := range [][]byte{
		sent(t, `"uuid":"`, `"uuid":"s3cret`),
		sent(t, `"timestamp":`, `"timestamp":"s3cret","x":`),
		sent(t, `"message":{"id":`, `"message":{"s3cret":1,"s3cret":1,"ID":`),
		sent(t, `"event":"MessageSent"`, `"event":"s3cret","payload":"s3cret","payload":5`),
		[]byte(`{"event":"s3cret"`),
		[]byte(`"s3cret"`),
	} {
		if _, err := postal.Parse(body); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Error(err)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	const depth = 100_000
	deep := strings.Repeat("[", depth) + strings.Repeat("]", depth)
	if _, err := postal.Parse(sent(t, `"event":`, `"new":`+deep+`,"event":`)); err != nil {
		t.Error(err)
	}
	webhook, err := postal.Parse([]byte(`{"event":"NotOfPostal","timestamp":1.5,"payload":{"a":` + deep +
		`},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}`))
	if err != nil {
		t.Fatal(err)
	}
	if written, err := webhook.MarshalJSON(); err != nil || !strings.Contains(string(written), deep) {
		t.Error("a deep payload is not written as it was", err)
	}
	// encoding/json looks through what it is given, 10,000 deep.
	if _, err := json.Marshal(webhook); err == nil {
		t.Error("json.Marshal writes it too; say so in the README")
	}
	if _, err := postal.Parse([]byte(strings.Repeat("[", depth))); err == nil {
		t.Error("an open array is read")
	}
}

func TestTimestamps(t *testing.T) {
	for text, micros := range map[string]int64{
		"1549376072.3155699":     1_549_376_072_315_570,
		"1477945177.12994":       1_477_945_177_129_940,
		`"1791288005.125"`:       1_791_288_005_125_000,
		"-0.0000015":             -2,
		"1791288005":             1_791_288_005_000_000,
		"-0":                     0,
		`"00000000000000000001"`: 1_000_000,
	} {
		var timestamp postal.Timestamp
		if err := json.Unmarshal([]byte(text), &timestamp); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := timestamp.Time().UnixMicro(); got != micros {
			t.Errorf("%s: %d", text, got)
		} else if back := postal.TimestampOf(timestamp.Time()).Time(); !back.Equal(timestamp.Time()) {
			t.Errorf("%s: comes back as %v", text, back)
		}
	}
	for value, text := range map[postal.Timestamp]string{
		1.5: "1.5", 1e16: "10000000000000000.0", 1e-7: "0.0000001", 1791288005: "1791288005.0",
	} {
		if written, err := json.Marshal(value); err != nil || string(written) != text {
			t.Errorf("%s: %s %v", text, written, err)
		}
	}
}
