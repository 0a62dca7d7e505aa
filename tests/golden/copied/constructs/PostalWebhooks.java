import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Types of the webhooks of the Postal mail server, of the schemas 2.3.4.
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
                case "ABTestDone" -> Small.class;
                case "ThingHappened" -> Thing.class;
                case "ThingHeld" -> Thing.class;
                default -> java.util.Map.class;
            };
        }
    }

    /**
     * A colour, with values that are no Rust names.
     * <ul>
     * <li><code>red</code>: The colour of fire.</li>
     * </ul>
     */
    public static final class Color {
        /** The colour of fire. */
        public static final String RED = "red";

        /** <code>dark-blue</code> on the wire. */
        public static final String DARK_BLUE = "dark-blue";

        /** <code>4xx</code> on the wire. */
        public static final String X4XX = "4xx";

        /** <code>Self</code> on the wire. */
        public static final String SELF = "Self";

        /** <code>OK</code> on the wire. */
        public static final String OK = "OK";

        private Color() {}
    }

    /**
     * An object that others hold.
     *
     * @param name Its name.
     * @param color Its colour, where it has one.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(
            @JsonProperty("name") String name,
            @JsonProperty("color") @JsonInclude(JsonInclude.Include.NON_NULL) String color) {}

    /**
     * A payload of one key, sometimes absent.
     *
     * @param done Whether it is done.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Small(
            @JsonProperty("done") @JsonInclude(JsonInclude.Include.NON_NULL) Boolean done) {}

    /**
     * Every construct that the rules allow.
     *
     * <p>A second paragraph, with a link: <a href="https://example.com/a_b">https://example.com/a_b</a> and <code>code[0] &lt;b&gt;</code>.</p>
     *
     * @param part An object.
     * @param color An enumeration.
     * @param at A time.
     * @param id An integer.
     * @param flag A boolean.
     * @param ratio A number.
     * @param text A string.
     * @param uuid A UUID.
     * @param nullFlag A boolean or null.
     * @param nullId An integer or null.
     * @param nullRatio A number or null.
     * @param nullText A string or null.
     * @param nullUuid A UUID or null.
     * @param texts A list.
     * @param parts A list of objects.
     * @param matrix A list of lists.
     * @param nullTexts A list with nulls, or null.
     * @param uuids A list of UUIDs.
     * @param nullPart An object or null.
     * @param nullColor An enumeration or null.
     * @param nullAt A time or null.
     * @param nullTimes A list of times and nulls.
     * @param type A keyword of Rust, sometimes absent.
     * @param camelCase Not in snake case, sometimes absent.
     * @param maybePart An object, sometimes absent.
     * @param maybeTexts A list, sometimes absent.
     * @param maybeUuid A UUID, sometimes absent.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Thing(
            @JsonProperty("part") Part part,
            @JsonProperty("color") String color,
            @JsonProperty("at") double at,
            @JsonProperty("id") long id,
            @JsonProperty("flag") boolean flag,
            @JsonProperty("ratio") double ratio,
            @JsonProperty("text") String text,
            @JsonProperty("uuid") String uuid,
            @JsonProperty("null_flag") Boolean nullFlag,
            @JsonProperty("null_id") Long nullId,
            @JsonProperty("null_ratio") Double nullRatio,
            @JsonProperty("null_text") String nullText,
            @JsonProperty("null_uuid") String nullUuid,
            @JsonProperty("texts") java.util.List<String> texts,
            @JsonProperty("parts") java.util.List<Part> parts,
            @JsonProperty("matrix") java.util.List<java.util.List<Double>> matrix,
            @JsonProperty("null_texts") java.util.List<String> nullTexts,
            @JsonProperty("uuids") java.util.List<String> uuids,
            @JsonProperty("null_part") Part nullPart,
            @JsonProperty("null_color") String nullColor,
            @JsonProperty("null_at") Double nullAt,
            @JsonProperty("null_times") java.util.List<Double> nullTimes,
            @JsonProperty("type") @JsonInclude(JsonInclude.Include.NON_NULL) String type,
            @JsonProperty("camelCase") @JsonInclude(JsonInclude.Include.NON_NULL) Long camelCase,
            @JsonProperty("maybe_part") @JsonInclude(JsonInclude.Include.NON_NULL) Part maybePart,
            @JsonProperty("maybe_texts") @JsonInclude(JsonInclude.Include.NON_NULL) java.util.List<String> maybeTexts,
            @JsonProperty("maybe_uuid") @JsonInclude(JsonInclude.Include.NON_NULL) String maybeUuid) {}
}
