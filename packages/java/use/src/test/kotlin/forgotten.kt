import io.github.postalwebhooks.types.Webhook

// The subject can be null: this must not compile.
fun forgotten(sent: Webhook.MessageSent): Int = sent.payload().message().subject().length
