import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Types of the webhooks of the Postal mail server, of the schemas 1.0.0.
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
                case "Made" -> Flag.class;
                default -> java.util.Map.class;
            };
        }
    }

    /**
     * A payload of one boolean.
     *
     * @param flag A flag.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Flag(
            @JsonProperty("flag") boolean flag) {}
}
