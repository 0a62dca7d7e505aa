package postal_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"net/http"

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

func ExampleParse() {
	body := []byte(`{"event":"SendLimitExceeded","timestamp":1477945177.12994,"payload":{"server":
		{"uuid":"54529725-8807-4069-ab29-a3746c1bbd98","name":"Shop","permalink":"shop",
		"organization":null},"volume":1001,"limit":1000},
		"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}`)

	webhook, err := postal.Parse(body)
	if err != nil {
		log.Fatal(err)
	}
	switch event := webhook.Event.(type) {
	case *postal.SendLimitExceeded:
		fmt.Println(event.Server.Name, "has sent", event.Volume)
	case *postal.UnknownEvent:
		fmt.Println(event.Name, "is newer than this package")
	}
	// Output: Shop has sent 1001
}

func ExampleParseError() {
	example, _ := postal.ExampleOf("MessageSent", "typical")
	body := append([]byte(`{"uuid":17,`), example.Body[1:]...)

	_, err := postal.Parse(body)
	fmt.Println(err)
	var failed *postal.ParseError
	if errors.As(err, &failed) {
		fmt.Println(failed.Reason, failed.Pointer, failed.Fault)
	}
	// Output:
	// postal: MessageSent: /uuid: stands twice in one object
	// field /uuid duplicate
}

func ExampleVerifier_Verify() {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		log.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		log.Fatal(err)
	}
	keys, err := postal.KeysFromPEM(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
	if err != nil {
		log.Fatal(err)
	}
	verifier := postal.NewVerifier(keys)

	// What Postal does.
	example, _ := postal.ExampleOf("MessageHeld", "typical")
	digest := sha256.Sum256(example.Body)
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
	if err != nil {
		log.Fatal(err)
	}
	header := http.Header{}
	header.Set(postal.HeaderSignature256, base64.StdEncoding.EncodeToString(signature))

	// What a receiver does.
	verified, err := verifier.Verify(header, example.Body)
	if err != nil {
		log.Fatal(err)
	}
	webhook, err := verified.Parse()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(webhook.Event.EventName())

	_, err = verifier.Verify(header, append(example.Body, ' '))
	fmt.Println(err)
	// Output:
	// MessageHeld
	// postal: the signature is wrong; pass the bytes of the body as they were received
}

func ExampleClassify() {
	why := postal.Classify("552 5.2.2 <a@example.com>: Over quota", nil)
	fmt.Println(why.Kind, why.Rule, why.Phrase)
	fmt.Println(why.Kind == postal.FailureMailboxFull, why.Certainty == postal.CertaintyHigh)
	// Output:
	// MailboxFull mailbox-full quota
	// true true
}

func ExampleKeysFromJWKS() {
	_, err := postal.KeysFromJWKS([]byte("<html>Log in</html>"))
	fmt.Println(err)
	// Output: postal: keys: an HTML page, not a JWKS; look at what the URL answers
}
