// Handler of all events: the code beside each event on the site.
package main

import (
	// snippet: main
	"bytes"
	// end
	"fmt"
	// snippet: main
	"log"
	"os"
	// end
	// snippet: MessageDelayed
	"strings"
	// end

	postal "github.com/postal-webhooks/postal-webhooks/packages/go"
)

// handle tells in one line what happened.
func handle(webhook *postal.Webhook) {
	switch event := webhook.Event.(type) {
	// snippet: MessageSent
	case *postal.MessageSent:
		to, tag := or(event.Message.To, "somebody"), or(event.Message.Tag, "no tag")
		fmt.Printf("message %d to %s is delivered (%s)\n", event.Message.ID, to, tag)
	// end
	// snippet: MessageDelayed
	case *postal.MessageDelayed:
		// It may have several lines, or none: then Postal got no answer.
		reply, _, _ := strings.Cut(event.Output, "\n")
		if reply = strings.TrimSuffix(reply, "\r"); reply == "" {
			reply = "no answer"
		}
		fmt.Printf("message %d to %s is delayed: %s\n", event.Message.ID, or(event.Message.To, "somebody"), reply)
	// end
	// snippet: MessageDeliveryFailed
	case *postal.MessageDeliveryFailed:
		// Take the address off a list for the kind Recipient alone.
		why := postal.Classify(event.Output, event.Details)
		to := or(event.Message.To, "somebody")
		fmt.Printf("message %d to %s failed: %s, %s\n", event.Message.ID, to, why.Kind, why.Rule)
	// end
	// snippet: MessageHeld
	case *postal.MessageHeld:
		to, why := or(event.Message.To, "somebody"), or(event.Details, "no reason given")
		fmt.Printf("message %d to %s is held: %s\n", event.Message.ID, to, why)
	// end
	// snippet: MessageBounced
	case *postal.MessageBounced:
		message := event.OriginalMessage
		to, from := or(message.To, "somebody"), or(event.Bounce.From, "nobody")
		fmt.Printf("message %d to %s came back from %s\n", message.ID, to, from)
	// end
	// snippet: MessageLinkClicked
	case *postal.MessageLinkClicked:
		by := or(event.UserAgent, "unknown program")
		fmt.Printf("message %d: %s is requested (%s)\n", event.Message.ID, event.URL, by)
	// end
	// snippet: MessageLoaded
	case *postal.MessageLoaded:
		by := or(event.UserAgent, "unknown program")
		fmt.Printf("message %d is loaded at %s (%s)\n", event.Message.ID, event.IPAddress, by)
	// end
	// snippet: SendLimitApproaching
	case *postal.SendLimitApproaching:
		limit := "no limit"
		if event.Limit != nil {
			limit = fmt.Sprint(*event.Limit)
		}
		fmt.Printf("%s nears its limit: %d of %s\n", event.Server.Name, event.Volume, limit)
	// end
	// snippet: SendLimitExceeded
	case *postal.SendLimitExceeded:
		limit := "no limit"
		if event.Limit != nil {
			limit = fmt.Sprint(*event.Limit)
		}
		fmt.Printf("%s is at its limit: %d of %s\n", event.Server.Name, event.Volume, limit)
	// end
	// snippet: DomainDNSError
	case *postal.DomainDNSError:
		fmt.Printf("%s of %s: SPF %s, DKIM %s\n", event.Domain, event.Server.Name, event.SPFStatus, event.DKIMStatus)
		for _, err := range []*string{event.SPFError, event.DKIMError} {
			if err != nil {
				fmt.Printf("  %s\n", *err)
			}
		}
	// end
	default:
		// Answer 200 to what you do not handle: Postal would send it again.
		fmt.Printf("%s is not handled\n", event.EventName())
	}
}

// snippet: MessageSent, MessageDelayed, MessageDeliveryFailed, MessageHeld, MessageBounced, MessageLinkClicked, MessageLoaded
// or is the text, or another where Postal sends null.
func or(text *string, other string) string {
	if text == nil {
		return other
	}
	return *text
}

// end
// snippet: main
// Handles the bodies in a file, one a line. Bodies from outside need a Verifier first.
func main() {
	bodies, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for body := range bytes.Lines(bodies) {
		webhook, err := postal.Parse(body)
		if err != nil {
			log.Fatal(err)
		}
		handle(webhook)
	}
}

// end
