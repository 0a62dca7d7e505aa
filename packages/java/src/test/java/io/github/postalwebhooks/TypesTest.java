package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.postalwebhooks.internal.Json;
import io.github.postalwebhooks.types.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same records under Jackson 2 and under Jackson 3. */
class TypesTest {
    interface Mapper {
        Webhook read(String text) throws Exception;

        String write(Webhook webhook) throws Exception;
    }

    static Stream<Named<Mapper>> mappers() {
        ObjectMapper two = new ObjectMapper();
        // What many applications set for all of their types.
        ObjectMapper sparse = new ObjectMapper();
        sparse.setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);
        return Stream.of(
                Named.of("Jackson 2", of(two)),
                Named.of("Jackson 2 without nulls", of(sparse)),
                Named.of("Jackson 3", of(JsonMapper.shared())),
                Named.of(
                        "Jackson 3 without nulls",
                        of(JsonMapper.builder()
                                .changeDefaultPropertyInclusion(
                                        value -> value.withValueInclusion(JsonInclude.Include.NON_EMPTY))
                                .build())));
    }

    private static Mapper of(ObjectMapper mapper) {
        return new Mapper() {
            @Override
            public Webhook read(String text) throws Exception {
                return mapper.readValue(text, Webhook.class);
            }

            @Override
            public String write(Webhook webhook) throws Exception {
                return mapper.writeValueAsString(webhook);
            }
        };
    }

    private static Mapper of(JsonMapper mapper) {
        return new Mapper() {
            @Override
            public Webhook read(String text) {
                return mapper.readValue(text, Webhook.class);
            }

            @Override
            public String write(Webhook webhook) {
                return mapper.writeValueAsString(webhook);
            }
        };
    }

    private static JsonNode tree(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void examplesAreReadAndWritten(Mapper mapper) throws Exception {
        for (Example example : Examples.all()) {
            Webhook parsed = Webhooks.parse(example.text().getBytes(StandardCharsets.UTF_8));
            assertEquals(parsed, mapper.read(example.text()), example.toString());
            String written = mapper.write(parsed);
            assertEquals(tree(example.text()), tree(written), example.toString());
            if (example.name().equals("typical")) {
                assertEquals(keys(example.text()), keys(written), "the order of Postal");
            }
        }
    }

    private static String keys(String text) {
        StringBuilder keys = new StringBuilder();
        collect(tree(text), keys);
        return keys.toString();
    }

    private static void collect(JsonNode node, StringBuilder keys) {
        node.propertyNames().forEach(key -> {
            keys.append(key).append(' ');
            collect(node.get(key), keys);
        });
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void whatIsUnknownIsKept(Mapper mapper) throws Exception {
        String text = Examples.get("MessageSent", "typical").text();
        String more = "\"unknown\":7,\"event_id\":[1,{\"a\":0,\"b\":1.5}],\"nothing\":null,";
        text = text.replace("{\"event\":", "{" + more + "\"event\":")
                .replace("\"status\":\"Sent\"", more + "\"status\":\"Bounced\"");
        for (Webhook webhook : new Webhook[] {parse(text), mapper.read(text)}) {
            Webhook.MessageSent sent = assertInstanceOf(Webhook.MessageSent.class, webhook);
            assertEquals("Bounced", sent.payload().status().value());
            assertEquals(Set.of("unknown", "event_id", "nothing"), sent.unknownKeys().keySet());
            assertEquals(7L, ((Number) sent.payload().unknownKeys().get("unknown")).longValue());
            assertEquals(tree(text), tree(mapper.write(webhook)));
            assertThrows(UnsupportedOperationException.class, () -> sent.unknownKeys().put("a", 1));
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void anUnknownEventIsKept(Mapper mapper) throws Exception {
        String text = "{\"event\":\"CredentialLocked\",\"timestamp\":\"1791288005.125\",\"payload\":{\"a\":[1,null]},"
                + "\"uuid\":\"0c3f8a52-8d0e-4a6b-9f0e-5f3a3e1b7c64\",\"more\":1e400}";
        Webhook.Unknown unknown = assertInstanceOf(Webhook.Unknown.class, parse(text));
        assertEquals("CredentialLocked", unknown.event());
        assertEquals(1791288005.125, unknown.timestamp().seconds());
        assertNotNull(unknown.payload().get("a"));
        // It is written with its digits, though no double has them.
        String written = mapper.write(unknown);
        assertEquals(text.replace("\"1791288005.125\"", "1791288005.125"), written);
        String readable = text.replace(",\"more\":1e400", "");
        assertEquals("CredentialLocked", mapper.read(readable).event());
    }

    @Test
    void unknownKeysAreEmptyAndNotNull() throws Exception {
        Webhook webhook = parse(Examples.get("MessageHeld", "typical").text());
        assertEquals(Map.of(), webhook.unknownKeys());
    }

    /** The deepest body is parsed, compared and printed by a smaller thread than servers have. */
    @Test
    void theDeepestBody() throws Exception {
        for (String text : nested(Json.MAX_DEPTH)) {
            CompletableFuture<Boolean> isSame = new CompletableFuture<>();
            Thread thread = new Thread(null, () -> {
                try {
                    Webhook webhook = parse(text);
                    Webhook again = parse(text);
                    assertEquals(webhook.hashCode(), again.hashCode());
                    assertEquals(webhook.toString(), again.toString());
                    isSame.complete(webhook.equals(again));
                } catch (Throwable e) {
                    isSame.completeExceptionally(e);
                }
            }, "small", 512 * 1024);
            thread.start();
            assertEquals(true, isSame.get());
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void asDeepAsJacksonWrites(Mapper mapper) throws Exception {
        for (String text : nested(500)) {
            assertEquals(tree(text), tree(mapper.write(parse(text))));
        }
    }

    /** Bodies so many levels deep, the envelope included. */
    private static List<String> nested(int depth) {
        String typical = Examples.get("MessageHeld", "typical").text();
        String lists = "[".repeat(depth - 1) + "]".repeat(depth - 1);
        String maps = "{\"a\":".repeat(depth - 1) + "0" + "}".repeat(depth - 1);
        return Stream.of(lists, maps).map(deep -> "{\"deep\":" + deep + "," + typical.substring(1)).toList();
    }

    private static Webhook parse(String text) throws ParseException {
        return Webhooks.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
