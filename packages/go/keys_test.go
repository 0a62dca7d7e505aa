package postal_test

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

func TestPinAndMerge(t *testing.T) {
	keys := newSigner().keys(t)
	kid := keys.Keys()[0].KID()
	if len(keys.Rejected()) != 1 || keys.Rejected()[0].Reason != postal.ReasonNotRSA {
		t.Error(keys.Rejected())
	}
	pinned, err := keys.Pin(strings.Repeat("0", 64), kid)
	if err != nil || len(pinned.Keys()) != 1 {
		t.Error(pinned, err)
	}
	var failed *postal.KeySetError
	if _, err := keys.Pin(); !errors.As(err, &failed) || failed.Reason != postal.ReasonNotPinned {
		t.Error(err)
	}
	if merged := keys.Merge(pinned); len(merged.Keys()) != 1 {
		t.Error("one key is there twice")
	}
}

func TestErrorsOfKeys(t *testing.T) {
	_, err := postal.KeysFromPEM([]byte("-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----"))
	var set *postal.KeySetError
	if !errors.As(err, &set) || set.Reason != postal.ReasonKey {
		t.Fatal(err)
	}
	// The key's own error is below that of the set.
	var key *postal.KeyError
	if !errors.As(err, &key) || key.Reason != postal.ReasonPrivate || key.Index != 0 {
		t.Error(err)
	}
	if !strings.Contains(err.Error(), "private key") {
		t.Error(err)
	}
}

// DER has one spelling, and nothing behind it.
func TestDERIsStrict(t *testing.T) {
	der, err := x509.MarshalPKIXPublicKey(&newSigner().key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	// The parameters of the algorithm are NULL.
	null := bytes.Index(der, []byte{5, 0, 3})
	for name, change := range map[string]func(der []byte) []byte{
		"parameters of no type": func(der []byte) []byte { der[null] = 0; return der },
		"a byte more":           func(der []byte) []byte { return append(der, 0) },
		"a byte less":           func(der []byte) []byte { return der[:len(der)-1] },
		"an unused bit":         func(der []byte) []byte { der[null+6] = 1; return der },
	} {
		text := "v=DKIM1; p=" + base64.StdEncoding.EncodeToString(change(bytes.Clone(der)))
		_, err := postal.KeysFromDKIMRecord([]byte(text))
		var key *postal.KeyError
		if !errors.As(err, &key) || key.Reason != postal.ReasonNotDER {
			t.Errorf("%s: %v", name, err)
		}
	}
	text := "v=DKIM1; p=" + base64.StdEncoding.EncodeToString(der)
	if _, err := postal.KeysFromDKIMRecord([]byte(text)); err != nil {
		t.Error(err)
	}
}

// A signature by a key with an exponent that crypto/rsa does not take.
func TestLargeExponent(t *testing.T) {
	s := newSigner()
	phi := new(big.Int).Mul(minusOne(s.key.Primes[0]), minusOne(s.key.Primes[1]))
	e := new(big.Int).SetUint64(1<<32 + 1)
	d := new(big.Int)
	for d.ModInverse(e, phi) == nil {
		e.Add(e, big.NewInt(2))
		d = new(big.Int)
	}
	body := []byte("{}")
	// The padded digest is what the right key finds in its own signature.
	signature, _ := base64.StdEncoding.DecodeString(s.sign(t, crypto.SHA256, body))
	padded := new(big.Int).SetBytes(signature)
	padded.Exp(padded, big.NewInt(int64(s.key.E)), s.key.N)
	forged := padded.Exp(padded, d, s.key.N).FillBytes(make([]byte, 256))

	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	entry := map[string]string{"kty": "RSA", "n": number(s.key.N), "e": number(e)}
	jwks, _ := json.Marshal(map[string]any{"keys": []any{entry}})
	keys, err := postal.KeysFromJWKS(jwks)
	if err != nil {
		t.Fatal(err)
	}
	verifier := postal.NewVerifier(keys)
	header := http.Header{"X-Postal-Signature-256": {base64.StdEncoding.EncodeToString(forged)}}
	if _, err := verifier.Verify(header, body); err != nil {
		t.Error(err)
	}
	if _, err := verifier.Verify(header, []byte("{} ")); err == nil {
		t.Error("another body is verified")
	}
}

func minusOne(n *big.Int) *big.Int { return new(big.Int).Sub(n, big.NewInt(1)) }
