package checks

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// answer is what a vector says is right.
type answer struct {
	KID      string   `json:"kid"`
	Keys     [][2]any `json:"keys"`
	Rejected [][2]any `json:"rejected"`
	Reason   string   `json:"reason"`
	Header   string   `json:"header"`
	Fault    string   `json:"fault"`
	Key      string   `json:"key"`
	Event    string   `json:"event"`
	Known    bool     `json:"known"`
	Pointer  string   `json:"pointer"`
}

// pieces is a text in one piece or in several.
type pieces string

func (p *pieces) UnmarshalJSON(text []byte) error {
	var whole string
	if json.Unmarshal(text, &whole) == nil {
		*p = pieces(whole)
		return nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(text, &parts); err != nil {
		return err
	}
	var joined strings.Builder
	for _, part := range parts {
		var plain string
		var other struct {
			Base64 []byte
			Repeat string
			Times  int
		}
		if json.Unmarshal(part, &plain) == nil {
			joined.WriteString(plain)
		} else if err := json.Unmarshal(part, &other); err != nil {
			return err
		}
		joined.Write(other.Base64)
		joined.WriteString(strings.Repeat(other.Repeat, other.Times))
	}
	*p = pieces(joined.String())
	return nil
}

func TestRequests(t *testing.T) {
	var vectors struct {
		Keys  map[string]struct{ JWKS, PEM, DKIM json.RawMessage }
		Cases []struct {
			Name    string
			Keys    []string
			Pins    []string
			Allow   []string
			Headers [][2]string
			Body    string
			Answer  answer
		}
	}
	readJSON(t, "packages/vectors/requests.json", &vectors)
	for _, c := range vectors.Cases {
		t.Run(c.Name, func(t *testing.T) {
			var keys *postal.KeySet
			for _, name := range c.Keys {
				set, err := postal.KeysFromJWKS(document(t, vectors.Keys[name].JWKS))
				if err != nil {
					t.Fatal(err)
				}
				if keys == nil {
					keys = set
				} else {
					keys = keys.Merge(set)
				}
			}
			if c.Pins != nil {
				pinned, err := keys.Pin(c.Pins...)
				if err != nil {
					t.Fatal(err)
				}
				keys = pinned
			}
			var options []postal.Option
			if slices.Contains(c.Allow, "sha1") {
				options = append(options, postal.AllowInsecureSHA1())
			}
			if slices.Contains(c.Allow, "short-keys") {
				options = append(options, postal.AllowInsecureShortKeys())
			}
			header := http.Header{}
			for _, pair := range c.Headers {
				header[pair[0]] = append(header[pair[0]], pair[1])
			}
			body, err := base64.StdEncoding.DecodeString(c.Body)
			if err != nil {
				t.Fatal(err)
			}
			var got answer
			verified, err := postal.NewVerifier(keys, options...).Verify(header, body)
			var failed *postal.VerifyError
			if err == nil {
				got.KID = verified.KID()
			} else if errors.As(err, &failed) {
				got.Reason, got.Header, got.Fault = string(failed.Reason), failed.Header, string(failed.Fault)
			}
			if !reflect.DeepEqual(got, c.Answer) {
				t.Errorf("%+v, not %+v", got, c.Answer)
			}
		})
	}
}

// document is a JWKS as a text or as a value, which may be one key alone.
func document(t *testing.T, text json.RawMessage) []byte {
	t.Helper()
	var quoted string
	if json.Unmarshal(text, &quoted) == nil {
		text = json.RawMessage(quoted)
	}
	return text
}

func TestKeys(t *testing.T) {
	var vectors struct {
		Cases []struct {
			Name, Source string
			Text         pieces
			Pins         []string
			Answer       answer
		}
	}
	readJSON(t, "packages/vectors/keys.json", &vectors)
	read := map[string]func([]byte) (*postal.KeySet, error){
		"jwks": postal.KeysFromJWKS, "pem": postal.KeysFromPEM, "dkim": postal.KeysFromDKIMRecord,
	}
	for _, c := range vectors.Cases {
		t.Run(c.Name, func(t *testing.T) {
			keys, err := read[c.Source]([]byte(c.Text))
			if err == nil && c.Pins != nil {
				keys, err = keys.Pin(c.Pins...)
			}
			var got answer
			var failed *postal.KeySetError
			switch {
			case err == nil:
				got.Rejected = rejected(keys.Rejected())
				for _, key := range keys.Keys() {
					got.Keys = append(got.Keys, [2]any{key.KID(), float64(key.Bits())})
				}
			case !errors.As(err, &failed):
				t.Fatal(err)
			case failed.Reason == postal.ReasonKey:
				got.Reason, got.Key = string(failed.Reason), string(failed.Rejected[0].Reason)
			case failed.Reason == postal.ReasonNoUsableKey:
				got.Reason, got.Rejected = string(failed.Reason), rejected(failed.Rejected)
			default:
				got.Reason = string(failed.Reason)
			}
			if !reflect.DeepEqual(got, c.Answer) {
				t.Errorf("%+v, not %+v", got, c.Answer)
			}
		})
	}
}

// rejected is nil only where the answer has no such key.
func rejected(keys []*postal.KeyError) [][2]any {
	found := [][2]any{}
	for _, key := range keys {
		found = append(found, [2]any{float64(key.Index), string(key.Reason)})
	}
	return found
}
