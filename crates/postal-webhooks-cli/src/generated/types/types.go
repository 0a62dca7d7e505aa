// Package postal has the types of the webhooks of the Postal mail server, of the schemas 1.1.0.
//
// They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
// before you parse them: the packages of postal-webhooks do, and read what forks write
// differently.
package postal

import "encoding/json"

// Webhook is the body of a webhook request of the Postal mail server: an event in its envelope.
type Webhook struct {
	// The name of the event.
	Event string `json:"event"`
	// When Postal queued the event; the same on every retry.
	Timestamp float64 `json:"timestamp"`
	// What the event tells; its keys depend on the event.
	Payload json.RawMessage `json:"payload"`
	// Identifies the event for one registered webhook; the same on every retry, and so the key for
	// dropping duplicates.
	UUID string `json:"uuid"`
}

// Decode reads the payload into the type of its event, and gives a pointer to it. Of an event that
// is not known, it gives the payload as it is.
func (w Webhook) Decode() (any, error) {
	switch w.Event {
	case "DomainDNSError":
		return decode[DomainDNSErrorPayload](w.Payload)
	case "MessageBounced":
		return decode[MessageBounce](w.Payload)
	case "MessageDelayed":
		return decode[MessageStatus](w.Payload)
	case "MessageDeliveryFailed":
		return decode[MessageStatus](w.Payload)
	case "MessageHeld":
		return decode[MessageStatus](w.Payload)
	case "MessageLinkClicked":
		return decode[MessageLinkClick](w.Payload)
	case "MessageLoaded":
		return decode[MessageLoad](w.Payload)
	case "MessageSent":
		return decode[MessageStatus](w.Payload)
	case "SendLimitApproaching":
		return decode[SendLimit](w.Payload)
	case "SendLimitExceeded":
		return decode[SendLimit](w.Payload)
	}
	return w.Payload, nil
}

func decode[T any](payload []byte) (any, error) {
	value := new(T)
	if err := json.Unmarshal(payload, value); err != nil {
		return nil, err
	}
	return value, nil
}

// DeliveryStatus is the result of one attempt to deliver a message.
//
// Each value belongs to exactly one event. The values are not the words that Postal's
// documentation uses in its text.
//
//   - `Sent`: The message was delivered, as `MessageSent` says.
//   - `SoftFail`: The attempt failed for now and Postal will try again, as `MessageDelayed` says.
//   - `HardFail`: The message cannot be delivered and Postal will not try again by itself, as
//     `MessageDeliveryFailed` says.
//   - `Held`: Postal keeps the message back until somebody releases it, as `MessageHeld` says.
type DeliveryStatus string

// The values of DeliveryStatus that are known.
const (
	// The message was delivered, as `MessageSent` says.
	DeliveryStatusSent DeliveryStatus = "Sent"
	// The attempt failed for now and Postal will try again, as `MessageDelayed` says.
	DeliveryStatusSoftFail DeliveryStatus = "SoftFail"
	// The message cannot be delivered and Postal will not try again by itself, as
	// `MessageDeliveryFailed` says.
	DeliveryStatusHardFail DeliveryStatus = "HardFail"
	// Postal keeps the message back until somebody releases it, as `MessageHeld` says.
	DeliveryStatusHeld DeliveryStatus = "Held"
)

// Direction is the way a message goes through Postal.
//
//   - `outgoing`: The message was sent by a user of the mail server, to the outside.
//   - `incoming`: The message came from outside, for a route of the mail server or for its return
//     path.
type Direction string

// The values of Direction that are known.
const (
	// The message was sent by a user of the mail server, to the outside.
	DirectionOutgoing Direction = "outgoing"
	// The message came from outside, for a route of the mail server or for its return path.
	DirectionIncoming Direction = "incoming"
)

// DNSStatus is the result of one DNS check of a domain.
//
//   - `OK`: The record is there and is what Postal asks for.
//   - `Missing`: The record was not found, or none of the MX records leads to Postal.
//   - `Invalid`: There is a record, but it is not what Postal asks for.
type DNSStatus string

// The values of DNSStatus that are known.
const (
	// The record is there and is what Postal asks for.
	DNSStatusOK DNSStatus = "OK"
	// The record was not found, or none of the MX records leads to Postal.
	DNSStatusMissing DNSStatus = "Missing"
	// There is a record, but it is not what Postal asks for.
	DNSStatusInvalid DNSStatus = "Invalid"
)

// DomainDNSErrorPayload is the payload of `DomainDNSError`: all results of the last DNS check of a
// domain.
//
// At least one status is not `OK`.
type DomainDNSErrorPayload struct {
	// The mail server that the domain belongs to.
	Server Server `json:"server"`
	// The name of the domain.
	Domain string `json:"domain"`
	// The identifier of the domain.
	//
	// It is not the `uuid` of the envelope, which identifies the event.
	UUID string `json:"uuid"`
	// When the check was made.
	DNSCheckedAt Timestamp `json:"dns_checked_at"`
	// The result of the check of the SPF record of the domain.
	SPFStatus DNSStatus `json:"spf_status"`
	// What is wrong, as a sentence for people.
	//
	// It is null exactly when `spf_status` is `OK`.
	SPFError *string `json:"spf_error"`
	// The result of the check of the DKIM record of the domain.
	DKIMStatus DNSStatus `json:"dkim_status"`
	// What is wrong, as a sentence for people.
	//
	// It is null exactly when `dkim_status` is `OK`.
	DKIMError *string `json:"dkim_error"`
	// The result of the check of the MX records of the domain.
	MXStatus DNSStatus `json:"mx_status"`
	// What is wrong, as a sentence for people.
	//
	// It is null exactly when `mx_status` is `OK`. Postal's documentation shows a null beside
	// `Missing`: read that too.
	MXError *string `json:"mx_error"`
	// The result of the check of the return path record (a CNAME) of the domain.
	ReturnPathStatus DNSStatus `json:"return_path_status"`
	// What is wrong, as a sentence for people.
	//
	// It is null exactly when `return_path_status` is `OK`.
	ReturnPathError *string `json:"return_path_error"`
}

// Message is a message as every message event shows it.
//
// Only a few fields of the message are sent, never its body. Message events do not name their mail
// server: give each mail server a webhook URL of its own if you have to tell them apart.
type Message struct {
	// The number of the message, at least 1 and at most 2147483647.
	//
	// It is unique only inside one mail server.
	ID int64 `json:"id"`
	// The random token of the message.
	//
	// It has 16 characters since Postal 3.0.0 and had 12 before.
	Token string `json:"token"`
	// Whether the message goes out or came in.
	Direction Direction `json:"direction"`
	// The `Message-ID` header of the mail, without the angle brackets.
	//
	// It is null when the mail has no such header.
	MessageID *string `json:"message_id"`
	// The address in the envelope that the message goes to (`RCPT TO`).
	//
	// It is null when the message has no such address. It need not be a clean e-mail address.
	To *string `json:"to"`
	// The address in the envelope that the message comes from (`MAIL FROM`).
	//
	// It is null for the empty sender `<>`, which is typical of bounces. It need not be a clean e-mail
	// address.
	From *string `json:"from"`
	// The subject of the mail, decoded.
	//
	// It is null when the mail has no subject. It can hold any character, even `U+0000`; bytes that
	// are not UTF-8 arrive as `U+FFFD`. It has at most 200 characters since Postal 2.0.0.
	Subject *string `json:"subject"`
	// When Postal received the message.
	Timestamp Timestamp `json:"timestamp"`
	// What the spam check found.
	//
	// It is never null: a message that was not checked has `NotChecked`.
	SpamStatus SpamStatus `json:"spam_status"`
	// The tag that the sender gave the message.
	//
	// It is null when there is none. The empty string is possible too.
	Tag *string `json:"tag"`
}

// MessageBounce is the payload of `MessageBounced`: a message and the mail that came back for it.
//
// It has no reason, no code and no time of its own.
type MessageBounce struct {
	// The message that the returned mail is about.
	//
	// Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before
	// the event went out, and a key `_original_message` held its number.
	OriginalMessage Message `json:"original_message"`
	// The mail that came back.
	//
	// Its `from` is null for most bounces. Postal always sends it since 3.0.0. Before, it was missing
	// when the mail was deleted before the event went out, and a key `_bounce` held its number.
	Bounce Message `json:"bounce"`
}

// MessageLinkClick is the payload of `MessageLinkClicked`: one request for a tracked link.
type MessageLinkClick struct {
	// The message that holds the link.
	//
	// Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before
	// the event went out, and a key `_message` held its number.
	Message Message `json:"message"`
	// The address that the link leads to.
	//
	// It need not be a valid URI. Before Postal 3.0.0 it may hold `&amp;` in place of `&`, as the HTML
	// of the mail had it.
	URL string `json:"url"`
	// The random token of the link.
	//
	// It has 16 characters since Postal 3.0.0 and had 8 before.
	Token string `json:"token"`
	// The IP address that the request came from, version 4 or 6.
	IPAddress string `json:"ip_address"`
	// The `User-Agent` header of the request.
	//
	// It is null when the request has none.
	UserAgent *string `json:"user_agent"`
}

// MessageLoad is the payload of `MessageLoaded`: one request for the tracking image of a message.
type MessageLoad struct {
	// The message that holds the image.
	//
	// Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before
	// the event went out, and a key `_message` held its number.
	Message Message `json:"message"`
	// The IP address that the request came from, version 4 or 6.
	IPAddress string `json:"ip_address"`
	// The `User-Agent` header of the request.
	//
	// It is null when the request has none.
	UserAgent *string `json:"user_agent"`
}

// MessageStatus is the payload of the four message status events: one attempt to deliver one
// message.
//
// `MessageSent`, `MessageDelayed`, `MessageDeliveryFailed` and `MessageHeld` carry it, for
// outgoing and for incoming messages.
type MessageStatus struct {
	// The message that was to be delivered.
	Message Message `json:"message"`
	// The result of the attempt, one to one with the event.
	//
	// `MessageSent` has `Sent`, `MessageDelayed` has `SoftFail`, `MessageDeliveryFailed` has
	// `HardFail`, `MessageHeld` has `Held`.
	Status DeliveryStatus `json:"status"`
	// What happened, as a sentence for people.
	//
	// Postal's code does not rule out null. It has at most 250 characters since Postal 2.3.2 and had
	// at most 512 before.
	Details *string `json:"details"`
	// What the other side answered: its SMTP reply, or the body of its HTTP response.
	//
	// It is never null: it is the empty string when there is no answer. It may have several lines. It
	// has at most 250 characters since Postal 2.3.2 and was not cut before 2.1.3. Older versions keep
	// the line break at its end.
	Output string `json:"output"`
	// Whether the connection of the attempt was encrypted with TLS.
	//
	// It is null when Postal itself decided the result without an attempt: for every held message and
	// for every failure of that kind. It is true or false, never 0 or 1.
	SentWithSSL *bool `json:"sent_with_ssl"`
	// When the attempt was made.
	Timestamp Timestamp `json:"timestamp"`
	// How long the attempt took, in seconds with two decimals.
	//
	// It is null where `sent_with_ssl` is null, and also when no mail server of the recipient could be
	// reached (`No SMTP servers were available`).
	Time *float64 `json:"time"`
}

// SendLimit is the payload of the two send limit events: how much a mail server has sent, and how
// much it may send.
type SendLimit struct {
	// The mail server that the limit belongs to.
	Server Server `json:"server"`
	// How many outgoing messages the mail server has sent in the last hour.
	Volume int64 `json:"volume"`
	// How many outgoing messages the mail server may send in an hour.
	//
	// It is null only when the limit was removed just before the event was queued.
	Limit *int64 `json:"limit"`
}

// Server is a mail server inside Postal.
//
// One Postal installation holds many mail servers, each of which belongs to an organization.
type Server struct {
	// The identifier of the mail server.
	UUID string `json:"uuid"`
	// The name of the mail server, as people read it.
	Name string `json:"name"`
	// The short name of the mail server, as it stands in the addresses of the web interface.
	//
	// It is unique only inside one organization.
	Permalink string `json:"permalink"`
	// The short name of the organization that the mail server belongs to.
	//
	// It is null when there is no such organization any more.
	Organization *string `json:"organization"`
}

// SpamStatus: What Postal's spam check found for a message.
//
//   - `NotChecked`: The message was not checked for spam.
//   - `NotSpam`: The message was checked and its score is not above the threshold of the mail server.
//   - `Spam`: The message was checked and its score is above the threshold of the mail server.
type SpamStatus string

// The values of SpamStatus that are known.
const (
	// The message was not checked for spam.
	SpamStatusNotChecked SpamStatus = "NotChecked"
	// The message was checked and its score is not above the threshold of the mail server.
	SpamStatusNotSpam SpamStatus = "NotSpam"
	// The message was checked and its score is above the threshold of the mail server.
	SpamStatusSpam SpamStatus = "Spam"
)

// Timestamp is a point in time as seconds since 1970-01-01T00:00:00Z, with a fraction.
//
// Postal keeps microseconds. About a quarter of its timestamps print seven decimals, one off in
// the last place: round to microseconds, never truncate. Postal always writes a decimal point and
// never an exponent.
type Timestamp = float64
