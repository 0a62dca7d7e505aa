package main

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io/fs"
	"net/http"
	"reflect"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
	"github.com/postal-webhooks/postal-webhooks/packages/go/validate"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func rows() ([]row, error) {
	examples := postal.Examples()
	all := len(examples)
	each := func(do func(postal.Example) error) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, example := range examples {
					if err := do(example); err != nil {
						b.Fatal(example.Event, example.Case, err)
					}
				}
			}
		}
	}
	whole, err := wholeSchema()
	if err != nil {
		return nil, err
	}
	rows := []row{
		{"Parse", each(func(e postal.Example) error {
			_, err := postal.Parse(e.Body)
			return err
		}), all},
		{"  encoding/json into the same structs", each(newPlain().parse), all},
		{"json.Marshal of a webhook", each(newWebhooks(examples).marshal), all},
		{"  encoding/json of the same structs", each(newPlain().marshal), all},
		{"validate.Body, tolerant", each(func(e postal.Example) error {
			return validate.Body(validate.Tolerant, e.Body)
		}), all},
		{"validate.Body, strict", each(func(e postal.Example) error {
			return validate.Body(validate.Strict, e.Body)
		}), all},
		{"  santhosh-tekuri, the whole tolerant schema", each(func(e postal.Example) error {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(e.Body))
			if err != nil {
				return err
			}
			return whole.Validate(value)
		}), all},
	}
	signed, err := signatures(examples[0].Body)
	return append(append(rows, signed...), classify()), err
}

func wholeSchema() (*jsonschema.Schema, error) {
	text, err := fs.ReadFile(postal.Schemas(), "2020-12/webhook.schema.json")
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("urn:whole", document); err != nil {
		return nil, err
	}
	return compiler.Compile("urn:whole")
}

// signatures compares with crypto/rsa alone.
func signatures(body []byte) ([]row, error) {
	var rows []row
	for _, bits := range []int{2048, 4096} {
		key, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			return nil, err
		}
		der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
		if err != nil {
			return nil, err
		}
		keys, err := postal.KeysFromPEM(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
		if err != nil {
			return nil, err
		}
		digest := sha256.Sum256(body)
		signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
		if err != nil {
			return nil, err
		}
		text := base64.StdEncoding.EncodeToString(signature)
		header := http.Header{"Content-Type": {"application/json"}, "User-Agent": {"Postal/3.3.4"}}
		header.Set(postal.HeaderSignature256, text)
		header.Set(postal.HeaderSignatureKID, keys.Keys()[0].KID())
		verifier := postal.NewVerifier(keys)
		rows = append(rows,
			row{sizeName("Verify", bits), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := verifier.Verify(header, body); err != nil {
						b.Fatal(err)
					}
				}
			}, 1},
			row{sizeName("  crypto/rsa, SHA-256 and base64 alone", bits), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					signature, err := base64.StdEncoding.DecodeString(header.Get(postal.HeaderSignature256))
					digest := sha256.Sum256(body)
					if err != nil || rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, digest[:], signature) != nil {
						b.Fatal("wrong")
					}
				}
			}, 1})
	}
	return rows, nil
}

func sizeName(name string, bits int) string {
	if bits == 2048 {
		return name + ", 2048 bits"
	}
	return name + ", 4096 bits"
}

func classify() row {
	replies := []string{
		"550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
		"421-4.7.0 Our system has detected an unusual rate of unsolicited mail originating\n421 4.7.0 from your IP",
		"452 4.2.2 The email account that you tried to reach is over quota.",
		"connection refused",
	}
	return row{"Classify", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, reply := range replies {
				postal.Classify(reply, nil)
			}
		}
	}, len(replies)}
}

// webhooks are examples that were read.
type webhooks map[string]*postal.Webhook

func newWebhooks(examples []postal.Example) webhooks {
	read := webhooks{}
	for _, example := range examples {
		read[example.Event+example.Case], _ = postal.Parse(example.Body)
	}
	return read
}

func (w webhooks) marshal(e postal.Example) error {
	_, err := json.Marshal(w[e.Event+e.Case])
	return err
}

// plain reads with encoding/json alone, into structs without methods.
type plain struct {
	types map[string]reflect.Type
	read  map[string]any
}

type plainEnvelope struct {
	Event     string          `json:"event"`
	Timestamp float64         `json:"timestamp"`
	Payload   json.RawMessage `json:"payload"`
	UUID      string          `json:"uuid"`
}

func newPlain() plain {
	p := plain{map[string]reflect.Type{}, map[string]any{}}
	for _, example := range postal.Examples() {
		webhook, err := postal.Parse(example.Body)
		if err != nil {
			continue
		}
		// The event is a struct with the payload embedded.
		payload := reflect.TypeOf(webhook.Event).Elem().Field(0).Type
		p.types[example.Event] = withoutMethods(payload)
	}
	for _, example := range postal.Examples() {
		_ = p.parse(example)
	}
	return p
}

func withoutMethods(t reflect.Type) reflect.Type {
	switch t.Kind() {
	case reflect.Pointer:
		return reflect.PointerTo(withoutMethods(t.Elem()))
	case reflect.Slice:
		return reflect.SliceOf(withoutMethods(t.Elem()))
	case reflect.Float64:
		return reflect.TypeFor[float64]()
	case reflect.String:
		return reflect.TypeFor[string]()
	case reflect.Struct:
		fields := make([]reflect.StructField, t.NumField())
		for i := range fields {
			field := t.Field(i)
			fields[i] = reflect.StructField{Name: field.Name, Type: withoutMethods(field.Type), Tag: field.Tag}
		}
		return reflect.StructOf(fields)
	}
	return t
}

func (p plain) parse(e postal.Example) error {
	var envelope plainEnvelope
	if err := json.Unmarshal(e.Body, &envelope); err != nil {
		return err
	}
	payload := reflect.New(p.types[envelope.Event]).Interface()
	p.read[e.Event+e.Case] = payload
	return json.Unmarshal(envelope.Payload, payload)
}

func (p plain) marshal(e postal.Example) error {
	_, err := json.Marshal(struct {
		Event     string  `json:"event"`
		Timestamp float64 `json:"timestamp"`
		Payload   any     `json:"payload"`
		UUID      string  `json:"uuid"`
	}{e.Event, 1.5, p.read[e.Event+e.Case], "820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"})
	return err
}
