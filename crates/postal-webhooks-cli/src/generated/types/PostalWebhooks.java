import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Types of the webhooks of the Postal mail server, of the schemas 1.1.0.
 *
 * <p>They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes before you parse them: the packages of postal-webhooks do, and read what forks write differently.</p>
 *
 * <p>A mapper of Jackson (2.12 or later) reads <code>PostalWebhooks.Webhook</code>; its <code>payloadType</code> is the type to convert the payload to.</p>
 */
public final class PostalWebhooks {
    private PostalWebhooks() {}

    /**
     * The body of a webhook request of the Postal mail server: an event in its envelope.
     *
     * @param event The name of the event.
     * @param timestamp When Postal queued the event; the same on every retry.
     * @param payload What the event tells; its keys depend on the event.
     * @param uuid Identifies the event for one registered webhook; the same on every retry, and so the key for dropping duplicates.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Webhook(
            @JsonProperty("event") String event,
            @JsonProperty("timestamp") double timestamp,
            @JsonProperty("payload") java.util.Map<String, Object> payload,
            @JsonProperty("uuid") String uuid) {
        /**
         * The type of the payload of this event; <code>Map</code> for an event that is not known.
         *
         * @return the type
         */
        public Class<?> payloadType() {
            return switch (event) {
                case "DomainDNSError" -> DomainDnsError.class;
                case "MessageBounced" -> MessageBounce.class;
                case "MessageDelayed" -> MessageStatus.class;
                case "MessageDeliveryFailed" -> MessageStatus.class;
                case "MessageHeld" -> MessageStatus.class;
                case "MessageLinkClicked" -> MessageLinkClick.class;
                case "MessageLoaded" -> MessageLoad.class;
                case "MessageSent" -> MessageStatus.class;
                case "SendLimitApproaching" -> SendLimit.class;
                case "SendLimitExceeded" -> SendLimit.class;
                default -> java.util.Map.class;
            };
        }
    }

    /**
     * The result of one attempt to deliver a message.
     *
     * <p>Each value belongs to exactly one event. The values are not the words that Postal's documentation uses in its text.</p>
     * <ul>
     * <li><code>Sent</code>: The message was delivered, as <code>MessageSent</code> says.</li>
     * <li><code>SoftFail</code>: The attempt failed for now and Postal will try again, as <code>MessageDelayed</code> says.</li>
     * <li><code>HardFail</code>: The message cannot be delivered and Postal will not try again by itself, as <code>MessageDeliveryFailed</code> says.</li>
     * <li><code>Held</code>: Postal keeps the message back until somebody releases it, as <code>MessageHeld</code> says.</li>
     * </ul>
     */
    public static final class DeliveryStatus {
        /** The message was delivered, as <code>MessageSent</code> says. */
        public static final String SENT = "Sent";

        /** The attempt failed for now and Postal will try again, as <code>MessageDelayed</code> says. */
        public static final String SOFT_FAIL = "SoftFail";

        /** The message cannot be delivered and Postal will not try again by itself, as <code>MessageDeliveryFailed</code> says. */
        public static final String HARD_FAIL = "HardFail";

        /** Postal keeps the message back until somebody releases it, as <code>MessageHeld</code> says. */
        public static final String HELD = "Held";

        private DeliveryStatus() {}
    }

    /**
     * The way a message goes through Postal.
     * <ul>
     * <li><code>outgoing</code>: The message was sent by a user of the mail server, to the outside.</li>
     * <li><code>incoming</code>: The message came from outside, for a route of the mail server or for its return path.</li>
     * </ul>
     */
    public static final class Direction {
        /** The message was sent by a user of the mail server, to the outside. */
        public static final String OUTGOING = "outgoing";

        /** The message came from outside, for a route of the mail server or for its return path. */
        public static final String INCOMING = "incoming";

        private Direction() {}
    }

    /**
     * The result of one DNS check of a domain.
     * <ul>
     * <li><code>OK</code>: The record is there and is what Postal asks for.</li>
     * <li><code>Missing</code>: The record was not found, or none of the MX records leads to Postal.</li>
     * <li><code>Invalid</code>: There is a record, but it is not what Postal asks for.</li>
     * </ul>
     */
    public static final class DnsStatus {
        /** The record is there and is what Postal asks for. */
        public static final String OK = "OK";

        /** The record was not found, or none of the MX records leads to Postal. */
        public static final String MISSING = "Missing";

        /** There is a record, but it is not what Postal asks for. */
        public static final String INVALID = "Invalid";

        private DnsStatus() {}
    }

    /**
     * The payload of <code>DomainDNSError</code>: all results of the last DNS check of a domain.
     *
     * <p>At least one status is not <code>OK</code>.</p>
     *
     * @param server The mail server that the domain belongs to.
     * @param domain The name of the domain.
     * @param uuid The identifier of the domain.
     *
     *     <p>It is not the <code>uuid</code> of the envelope, which identifies the event.</p>
     * @param dnsCheckedAt When the check was made.
     * @param spfStatus The result of the check of the SPF record of the domain.
     * @param spfError What is wrong, as a sentence for people.
     *
     *     <p>It is null exactly when <code>spf_status</code> is <code>OK</code>.</p>
     * @param dkimStatus The result of the check of the DKIM record of the domain.
     * @param dkimError What is wrong, as a sentence for people.
     *
     *     <p>It is null exactly when <code>dkim_status</code> is <code>OK</code>.</p>
     * @param mxStatus The result of the check of the MX records of the domain.
     * @param mxError What is wrong, as a sentence for people.
     *
     *     <p>It is null exactly when <code>mx_status</code> is <code>OK</code>. Postal's documentation shows a null beside <code>Missing</code>: read that too.</p>
     * @param returnPathStatus The result of the check of the return path record (a CNAME) of the domain.
     * @param returnPathError What is wrong, as a sentence for people.
     *
     *     <p>It is null exactly when <code>return_path_status</code> is <code>OK</code>.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DomainDnsError(
            @JsonProperty("server") Server server,
            @JsonProperty("domain") String domain,
            @JsonProperty("uuid") String uuid,
            @JsonProperty("dns_checked_at") double dnsCheckedAt,
            @JsonProperty("spf_status") String spfStatus,
            @JsonProperty("spf_error") String spfError,
            @JsonProperty("dkim_status") String dkimStatus,
            @JsonProperty("dkim_error") String dkimError,
            @JsonProperty("mx_status") String mxStatus,
            @JsonProperty("mx_error") String mxError,
            @JsonProperty("return_path_status") String returnPathStatus,
            @JsonProperty("return_path_error") String returnPathError) {}

    /**
     * A message as every message event shows it.
     *
     * <p>Only a few fields of the message are sent, never its body. Message events do not name their mail server: give each mail server a webhook URL of its own if you have to tell them apart.</p>
     *
     * @param id The number of the message, at least 1 and at most 2147483647.
     *
     *     <p>It is unique only inside one mail server.</p>
     * @param token The random token of the message.
     *
     *     <p>It has 16 characters since Postal 3.0.0 and had 12 before.</p>
     * @param direction Whether the message goes out or came in.
     * @param messageId The <code>Message-ID</code> header of the mail, without the angle brackets.
     *
     *     <p>It is null when the mail has no such header.</p>
     * @param to The address in the envelope that the message goes to (<code>RCPT TO</code>).
     *
     *     <p>It is null when the message has no such address. It need not be a clean e-mail address.</p>
     * @param from The address in the envelope that the message comes from (<code>MAIL FROM</code>).
     *
     *     <p>It is null for the empty sender <code>&lt;&gt;</code>, which is typical of bounces. It need not be a clean e-mail address.</p>
     * @param subject The subject of the mail, decoded.
     *
     *     <p>It is null when the mail has no subject. It can hold any character, even <code>U+0000</code>; bytes that are not UTF-8 arrive as <code>U+FFFD</code>. It has at most 200 characters since Postal 2.0.0.</p>
     * @param timestamp When Postal received the message.
     * @param spamStatus What the spam check found.
     *
     *     <p>It is never null: a message that was not checked has <code>NotChecked</code>.</p>
     * @param tag The tag that the sender gave the message.
     *
     *     <p>It is null when there is none. The empty string is possible too.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Message(
            @JsonProperty("id") long id,
            @JsonProperty("token") String token,
            @JsonProperty("direction") String direction,
            @JsonProperty("message_id") String messageId,
            @JsonProperty("to") String to,
            @JsonProperty("from") String from,
            @JsonProperty("subject") String subject,
            @JsonProperty("timestamp") double timestamp,
            @JsonProperty("spam_status") String spamStatus,
            @JsonProperty("tag") String tag) {}

    /**
     * The payload of <code>MessageBounced</code>: a message and the mail that came back for it.
     *
     * <p>It has no reason, no code and no time of its own.</p>
     *
     * @param originalMessage The message that the returned mail is about.
     *
     *     <p>Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key <code>_original_message</code> held its number.</p>
     * @param bounce The mail that came back.
     *
     *     <p>Its <code>from</code> is null for most bounces. Postal always sends it since 3.0.0. Before, it was missing when the mail was deleted before the event went out, and a key <code>_bounce</code> held its number.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MessageBounce(
            @JsonProperty("original_message") Message originalMessage,
            @JsonProperty("bounce") Message bounce) {}

    /**
     * The payload of <code>MessageLinkClicked</code>: one request for a tracked link.
     *
     * @param message The message that holds the link.
     *
     *     <p>Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key <code>_message</code> held its number.</p>
     * @param url The address that the link leads to.
     *
     *     <p>It need not be a valid URI. Before Postal 3.0.0 it may hold <code>&amp;amp;</code> in place of <code>&amp;</code>, as the HTML of the mail had it.</p>
     * @param token The random token of the link.
     *
     *     <p>It has 16 characters since Postal 3.0.0 and had 8 before.</p>
     * @param ipAddress The IP address that the request came from, version 4 or 6.
     * @param userAgent The <code>User-Agent</code> header of the request.
     *
     *     <p>It is null when the request has none.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MessageLinkClick(
            @JsonProperty("message") Message message,
            @JsonProperty("url") String url,
            @JsonProperty("token") String token,
            @JsonProperty("ip_address") String ipAddress,
            @JsonProperty("user_agent") String userAgent) {}

    /**
     * The payload of <code>MessageLoaded</code>: one request for the tracking image of a message.
     *
     * @param message The message that holds the image.
     *
     *     <p>Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before the event went out, and a key <code>_message</code> held its number.</p>
     * @param ipAddress The IP address that the request came from, version 4 or 6.
     * @param userAgent The <code>User-Agent</code> header of the request.
     *
     *     <p>It is null when the request has none.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MessageLoad(
            @JsonProperty("message") Message message,
            @JsonProperty("ip_address") String ipAddress,
            @JsonProperty("user_agent") String userAgent) {}

    /**
     * The payload of the four message status events: one attempt to deliver one message.
     *
     * <p><code>MessageSent</code>, <code>MessageDelayed</code>, <code>MessageDeliveryFailed</code> and <code>MessageHeld</code> carry it, for outgoing and for incoming messages.</p>
     *
     * @param message The message that was to be delivered.
     * @param status The result of the attempt, one to one with the event.
     *
     *     <p><code>MessageSent</code> has <code>Sent</code>, <code>MessageDelayed</code> has <code>SoftFail</code>, <code>MessageDeliveryFailed</code> has <code>HardFail</code>, <code>MessageHeld</code> has <code>Held</code>.</p>
     * @param details What happened, as a sentence for people.
     *
     *     <p>Postal's code does not rule out null. It has at most 250 characters since Postal 2.3.2 and had at most 512 before.</p>
     * @param output What the other side answered: its SMTP reply, or the body of its HTTP response.
     *
     *     <p>It is never null: it is the empty string when there is no answer. It may have several lines. It has at most 250 characters since Postal 2.3.2 and was not cut before 2.1.3. Older versions keep the line break at its end.</p>
     * @param sentWithSsl Whether the connection of the attempt was encrypted with TLS.
     *
     *     <p>It is null when Postal itself decided the result without an attempt: for every held message and for every failure of that kind. It is true or false, never 0 or 1.</p>
     * @param timestamp When the attempt was made.
     * @param time How long the attempt took, in seconds with two decimals.
     *
     *     <p>It is null where <code>sent_with_ssl</code> is null, and also when no mail server of the recipient could be reached (<code>No SMTP servers were available</code>).</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MessageStatus(
            @JsonProperty("message") Message message,
            @JsonProperty("status") String status,
            @JsonProperty("details") String details,
            @JsonProperty("output") String output,
            @JsonProperty("sent_with_ssl") Boolean sentWithSsl,
            @JsonProperty("timestamp") double timestamp,
            @JsonProperty("time") Double time) {}

    /**
     * The payload of the two send limit events: how much a mail server has sent, and how much it may send.
     *
     * @param server The mail server that the limit belongs to.
     * @param volume How many outgoing messages the mail server has sent in the last hour.
     * @param limit How many outgoing messages the mail server may send in an hour.
     *
     *     <p>It is null only when the limit was removed just before the event was queued.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SendLimit(
            @JsonProperty("server") Server server,
            @JsonProperty("volume") long volume,
            @JsonProperty("limit") Long limit) {}

    /**
     * A mail server inside Postal.
     *
     * <p>One Postal installation holds many mail servers, each of which belongs to an organization.</p>
     *
     * @param uuid The identifier of the mail server.
     * @param name The name of the mail server, as people read it.
     * @param permalink The short name of the mail server, as it stands in the addresses of the web interface.
     *
     *     <p>It is unique only inside one organization.</p>
     * @param organization The short name of the organization that the mail server belongs to.
     *
     *     <p>It is null when there is no such organization any more.</p>
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Server(
            @JsonProperty("uuid") String uuid,
            @JsonProperty("name") String name,
            @JsonProperty("permalink") String permalink,
            @JsonProperty("organization") String organization) {}

    /**
     * What Postal's spam check found for a message.
     * <ul>
     * <li><code>NotChecked</code>: The message was not checked for spam.</li>
     * <li><code>NotSpam</code>: The message was checked and its score is not above the threshold of the mail server.</li>
     * <li><code>Spam</code>: The message was checked and its score is above the threshold of the mail server.</li>
     * </ul>
     */
    public static final class SpamStatus {
        /** The message was not checked for spam. */
        public static final String NOT_CHECKED = "NotChecked";

        /** The message was checked and its score is not above the threshold of the mail server. */
        public static final String NOT_SPAM = "NotSpam";

        /** The message was checked and its score is above the threshold of the mail server. */
        public static final String SPAM = "Spam";

        private SpamStatus() {}
    }
}
