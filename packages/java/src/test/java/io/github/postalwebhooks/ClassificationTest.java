package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.postalwebhooks.types.Certainty;
import io.github.postalwebhooks.types.FailureKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ClassificationTest {
    private static final JsonNode REPLIES = Schema.json("schema/dist/delivery/replies.json");

    @Test
    void labelledReplies() {
        int asked = 0;
        for (String list : List.of("replies", "field")) {
            for (JsonNode reply : REPLIES.get(list)) {
                JsonNode details = reply.get("details");
                String kind = Classification.of(
                                reply.get("output").asString(), details.isNull() ? null : details.asString())
                        .kind()
                        .value();
                List<String> right = reply.has("found")
                        ? List.of(reply.get("found").asString())
                        : reply.get("kinds").valueStream().map(JsonNode::asString).toList();
                assertTrue(right.contains(kind), () -> reply + ": " + kind);
                asked++;
            }
        }
        assertTrue(asked > 800);
    }

    @Test
    void theReason() {
        Classification why =
                Classification.of("550 5.1.1 <a@example.com> - 192.0.2.1 has sent to too many recipients", null);
        assertEquals(FailureKind.POLICY_OR_REPUTATION, why.kind());
        assertEquals(Certainty.HIGH, why.certainty());
        assertEquals("rate-limit", why.rule());
        assertEquals(Optional.of("too many"), why.phrase());
        assertEquals("5.1.1", why.reply().orElseThrow().enhanced().orElseThrow().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, NETWORK", "200, UNKNOWN", "302, SENDER_OR_CONFIGURATION", "413, CONTENT", "429, POLICY_OR_REPUTATION",
        "+503, NETWORK", "600, UNKNOWN", "99999999999, RECIPIENT", "a postcard, RECIPIENT"
    })
    void httpEndpoints(String status, FailureKind kind) {
        String details = "Received a " + status + " from https://example.com/mail";
        assertEquals(kind, Classification.of("550 5.1.1 No such user", details).kind());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "<a@example.com>... User UNKNOWN | @ / user unknown",
        "a@example.com...User unknown | @ user unknown",
        "over-quota over_quota #5.1.1 | over quota over quota 5 1 1",
        "user doesn't, user doesn’t | user doesnt user doesnt",
        "http://www.spamhaus.org/query/bl?ip=a@b now | http www spamhaus org query bl now",
        "Why? So | why / so",
        "Boîte du DESTINATAIRE pleine | boite du destinataire pleine",
        "用户不存在 now | 用 户 不 存 在 now",
        "ящик ПЕРЕПОЛНЕН | ящик переполнен",
        "@ <> ' @x | @ x",
        "mailto:a@example.com: no | mailto @ no"
    })
    void words(String text, String expected) {
        StringBuilder words = new StringBuilder();
        int last = 0;
        for (Words.Word word : Rules.get().phrases().words().of(Arrays.asList(text.split("\n")))) {
            words.append(words.isEmpty() ? "" : word.sentence() > last ? " / " : " ").append(word.text());
            last = word.sentence();
        }
        assertEquals(expected, words.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "user unknown, 550 USER UNKNOWN., true",
        "user unknown, users unknown, false",
        "rate, generate, false",
        "user … unknown, user unknown, true",
        "user … unknown, user <a@example.com> is quite unknown, true",
        "user … unknown, user one two three four five six seven unknown, false",
        "user … unknown, The user. Something is unknown, false",
        "a … b … c, a x b x c, true",
        "a … b … c, a x b, false",
        "@ not found, a@example.com not found, true",
        "user … user unknown, user unknown user unknown, true",
        "不存在, 用户不存在。, true"
    })
    void phrases(String phrase, String text, boolean stands) {
        Rules.Rule rule = new Rules.Rule(null, "", List.of(), List.of(), List.of(phrase));
        Phrases phrases = new Phrases(Rules.get().phrases().words(), 6, List.of(rule));
        assertEquals(stands, !phrases.find(List.of(text)).isEmpty());
    }

    /** Whatever a server says, there is a kind. */
    @Test
    void anyText() {
        Random random = new Random(17);
        String letters = "245501 .-:#([\n\u00a0@aé用\ud83d\ude00…";
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Classification why = Classification.of(text.toString(), text.toString());
            assertTrue(!why.rule().isEmpty());
        }
    }
}
