package checks

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// signer signs as Postal does.
type signer struct {
	key  *rsa.PrivateKey
	kid  string
	jwks []byte
}

var newSigner = sync.OnceValues(func() (*signer, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(x509.MarshalPKCS1PublicKey(&key.PublicKey))
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	entry := map[string]string{
		"kty": "RSA", "use": "sig", "alg": "RS256", "n": number(key.N), "e": number(big.NewInt(int64(key.E))),
	}
	jwks, err := json.Marshal(map[string]any{"keys": []any{entry}})
	return &signer{key, hex.EncodeToString(digest[:]), jwks}, err
})

func (s *signer) header(t testing.TB, body []byte) http.Header {
	t.Helper()
	digest := sha256.Sum256(body)
	signature, err := rsa.SignPKCS1v15(nil, s.key, crypto.SHA256, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	header.Set(postal.HeaderSignature256, base64.StdEncoding.EncodeToString(signature))
	header.Set(postal.HeaderSignatureKID, s.kid)
	return header
}

// file is a file with the JWKS.
func (s *signer) file(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(path, s.jwks, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
