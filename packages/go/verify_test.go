package postal_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// signer signs as Postal does.
type signer struct{ key *rsa.PrivateKey }

var newSigner = sync.OnceValue(func() signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return signer{key}
})

func (s signer) sign(t *testing.T, hash crypto.Hash, body []byte) string {
	t.Helper()
	digest := sha256.Sum256(body)
	sum := digest[:]
	if hash == crypto.SHA1 {
		short := sha1.Sum(body)
		sum = short[:]
	}
	signature, err := rsa.SignPKCS1v15(nil, s.key, hash, sum)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

func (s signer) jwks(t *testing.T) []byte {
	t.Helper()
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	entry := map[string]any{
		"kty": "RSA", "n": number(s.key.N), "e": number(big.NewInt(int64(s.key.E))), "use": "sig",
	}
	text, err := json.Marshal(map[string]any{"keys": []any{entry, map[string]any{"kty": "EC"}}})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (s signer) keys(t *testing.T) *postal.KeySet {
	t.Helper()
	keys, err := postal.KeysFromJWKS(s.jwks(t))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestVerify(t *testing.T) {
	s := newSigner()
	keys := s.keys(t)
	kid := keys.Keys()[0].KID()
	example, _ := postal.ExampleOf("MessageSent", "typical")
	right := s.sign(t, crypto.SHA256, example.Body)
	short := s.sign(t, crypto.SHA1, example.Body)
	for name, test := range map[string]struct {
		header  http.Header
		options []postal.Option
		reason  postal.Reason
		fault   postal.Fault
		status  int
	}{
		"right":          {header: http.Header{"X-Postal-Signature-256": {right}}},
		"with kid":       {header: http.Header{"x-postal-signature-256": {right}, "X-POSTAL-SIGNATURE-KID": {kid}}},
		"none":           {reason: postal.ReasonHeaderMissing, status: 401},
		"no value":       {header: http.Header{"X-Postal-Signature-256": {}}, reason: postal.ReasonHeaderMissing, status: 401},
		"SHA-1":          {header: http.Header{"X-Postal-Signature": {short}}, reason: postal.ReasonSHA1Only, status: 401},
		"SHA-1, allowed": {header: http.Header{"X-Postal-Signature": {short}}, options: []postal.Option{postal.AllowInsecureSHA1()}},
		"no downgrade": {
			header:  http.Header{"X-Postal-Signature-256": {short}, "X-Postal-Signature": {short}},
			options: []postal.Option{postal.AllowInsecureSHA1()},
			reason:  postal.ReasonSignatureWrong, status: 401,
		},
		"two names": {
			header: http.Header{"X-Postal-Signature-256": {right}, "x-postal-signature-256": {right}},
			reason: postal.ReasonHeaderMalformed, fault: postal.FaultRepeated, status: 401,
		},
		"joined": {
			header: http.Header{"X-Postal-Signature-256": {right + ", " + right}},
			reason: postal.ReasonHeaderMalformed, fault: postal.FaultNotBase64, status: 401,
		},
		"line break": {
			header: http.Header{"X-Postal-Signature-256": {right + "\n"}},
			reason: postal.ReasonHeaderMalformed, fault: postal.FaultNotBase64, status: 401,
		},
		"other kid": {
			header: http.Header{"X-Postal-Signature-256": {right}, "X-Postal-Signature-Kid": {strings.Repeat("0", 64)}},
			reason: postal.ReasonUnknownKID, status: 401,
		},
	} {
		t.Run(name, func(t *testing.T) {
			verified, err := postal.NewVerifier(keys, test.options...).Verify(test.header, example.Body)
			if test.reason == "" {
				if err != nil || verified.KID() != kid || string(verified.Body()) != string(example.Body) {
					t.Errorf("%v %v", verified, err)
				}
				return
			}
			var failed *postal.VerifyError
			if !errors.As(err, &failed) || failed.Reason != test.reason || failed.Fault != test.fault ||
				failed.Status() != test.status {
				t.Error(err)
			}
		})
	}
}

// A verifier without keys refuses every request.
func TestWithoutKeys(t *testing.T) {
	s := newSigner()
	example, _ := postal.ExampleOf("MessageSent", "typical")
	header := http.Header{"X-Postal-Signature-256": {s.sign(t, crypto.SHA256, example.Body)}}
	named := header.Clone()
	named.Set(postal.HeaderSignatureKID, s.keys(t).Keys()[0].KID())
	for _, verifier := range []*postal.Verifier{
		{}, postal.NewVerifier(nil), postal.NewVerifier(new(postal.KeySet)),
	} {
		for _, header := range []http.Header{nil, header, named} {
			var failed *postal.VerifyError
			if _, err := verifier.Verify(header, example.Body); !errors.As(err, &failed) {
				t.Error(err)
			}
		}
	}
}

// Every bit of the body and of the signature counts.
func TestEveryBitCounts(t *testing.T) {
	s := newSigner()
	verifier := postal.NewVerifier(s.keys(t))
	body := []byte(`{"a":1}`)
	right := s.sign(t, crypto.SHA256, body)
	header := http.Header{}
	for bit := range 8 * len(body) {
		changed := append([]byte(nil), body...)
		changed[bit/8] ^= 1 << (bit % 8)
		header.Set(postal.HeaderSignature256, right)
		if _, err := verifier.Verify(header, changed); err == nil {
			t.Errorf("bit %d of the body", bit)
		}
	}
	signature, _ := base64.StdEncoding.DecodeString(right)
	for bit := range 8 * len(signature) {
		signature[bit/8] ^= 1 << (bit % 8)
		header.Set(postal.HeaderSignature256, base64.StdEncoding.EncodeToString(signature))
		if _, err := verifier.Verify(header, body); err == nil {
			t.Errorf("bit %d of the signature", bit)
		}
		signature[bit/8] ^= 1 << (bit % 8)
	}
}

func TestVerifiedOwnsItsBody(t *testing.T) {
	s := newSigner()
	example, _ := postal.ExampleOf("MessageSent", "typical")
	header := http.Header{"X-Postal-Signature-256": {s.sign(t, crypto.SHA256, example.Body)}}
	verified, err := postal.NewVerifier(s.keys(t)).Verify(header, example.Body)
	if err != nil {
		t.Fatal(err)
	}
	example.Body[0] = 'x'
	verified.Body()[0] = 'x'
	if _, err := verified.Parse(); err != nil {
		t.Errorf("the proof changes with other bytes: %v", err)
	}
}

func TestSeveralGoroutines(t *testing.T) {
	s := newSigner()
	verifier := postal.NewVerifier(s.keys(t))
	example, _ := postal.ExampleOf("MessageSent", "typical")
	header := http.Header{"X-Postal-Signature-256": {s.sign(t, crypto.SHA256, example.Body)}}
	var group sync.WaitGroup
	for range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			verified, err := verifier.Verify(header, example.Body)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := verified.Parse(); err != nil {
				t.Error(err)
			}
			postal.Classify("550 5.1.1 no such user", nil)
		}()
	}
	group.Wait()
}
