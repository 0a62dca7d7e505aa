package postal_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// What is read is JSON to encoding/json too, and is written as what is read alike.
func FuzzParse(f *testing.F) {
	for _, example := range postal.Examples() {
		f.Add(example.Body)
	}
	f.Add([]byte(`{"event":"\ud800","timestamp":"1.5","payload":{},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		webhook, err := postal.Parse(body)
		if err != nil {
			return
		}
		if !utf8.Valid(body) {
			t.Fatal("what is not UTF-8 is read")
		}
		// encoding/json nests 10,000 deep.
		if strings.Count(string(body), "[")+strings.Count(string(body), "{") < 10_000 && !json.Valid(body) {
			t.Fatal("what is not JSON is read")
		}
		written, err := json.Marshal(webhook)
		if err != nil {
			t.Fatal(err)
		}
		again, err := postal.Parse(written)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(written) {
			t.Fatalf("%s is then\n%s (%v)", written, twice, err)
		}
	})
}

// No text makes the readers of keys panic, or gives a set without a key.
func FuzzKeys(f *testing.F) {
	for _, text := range []string{
		`{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}`,
		"-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
		`default._domainkey IN TXT ( "v=DKIM1\; t=s; " "p=MIIB" ) ; comment`,
		"v=DKIM1; p=MIIB\nAAAA;",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, read := range []func([]byte) (*postal.KeySet, error){
			postal.KeysFromJWKS, postal.KeysFromPEM, postal.KeysFromDKIMRecord,
		} {
			keys, err := read(text)
			if (err == nil) != (keys != nil && len(keys.Keys()) > 0) {
				t.Fatalf("%v %v", keys, err)
			}
			if err != nil && err.Error() == "" {
				t.Fatal("an error without a text")
			}
		}
	})
}

// Every output has a kind.
func FuzzClassify(f *testing.F) {
	f.Add("550-5.1.1 <a@example.com>... User unknown\n550 5.1.1", "")
	f.Add("could not get 3xx (550): 550 5.7.1 İ用 rate limit", "Received a 503 from ")
	f.Fuzz(func(t *testing.T, output, details string) {
		why := postal.Classify(output, &details)
		if why.Kind == "" || why.Certainty == "" || why.Rule == "" {
			t.Fatalf("%+v", why)
		}
	})
}
