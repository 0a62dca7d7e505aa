// Package postal verifies, parses and explains the webhooks of the Postal mail server.
//
// [Verifier.Verify] checks the signature of a request, [Verified.Parse] reads its body, and a type
// switch on [Webhook.Event] tells the events apart:
//
//	verified, err := verifier.Verify(r.Header, body)
//	…
//	webhook, err := verified.Parse()
//	…
//	switch event := webhook.Event.(type) {
//	case *postal.MessageSent:
//		log.Print(event.Message.ID, event.Status)
//	case *postal.UnknownEvent:
//		log.Print(event.Name)
//	}
//
// The types are generated from JSON Schemas that say what Postal really sends, nulls included. An
// event, a key or a value that this version does not know is never an error. No error holds a value
// of a body, a header or a key: errors end in logs.
//
// The package validate tells all that is wrong with a body; it alone has a dependency.
package postal
