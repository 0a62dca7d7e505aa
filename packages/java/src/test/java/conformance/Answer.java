package conformance;

import io.github.postalwebhooks.Classification;
import io.github.postalwebhooks.EnhancedStatus;
import io.github.postalwebhooks.KeySet;
import io.github.postalwebhooks.KeySetException;
import io.github.postalwebhooks.ParseException;
import io.github.postalwebhooks.RejectedKey;
import io.github.postalwebhooks.Validator;
import io.github.postalwebhooks.Verifier;
import io.github.postalwebhooks.VerifyException;
import io.github.postalwebhooks.Webhooks;
import io.github.postalwebhooks.types.Webhook;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the questions that are put to the packages for all languages, by the public API, and judges nothing. */
public final class Answer {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Answer() {}

    public static void main(String[] arguments) throws IOException {
        JsonNode list = MAPPER.readTree(Files.readString(Path.of(arguments[0])));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (JsonNode question : list.get("packages")) {
            ObjectNode line = MAPPER.createObjectNode();
            line.set("id", question.get("id"));
            line.set("answer", answer(question));
            out.println(line);
        }
        out.flush();
    }

    private static ObjectNode answer(JsonNode question) {
        return switch (question.get("ask").asString()) {
            case "parse" -> parse(body(question));
            case "tolerant" -> validate(Validator.tolerant(), body(question));
            case "strict" -> validate(Validator.strict(), body(question));
            case "round-trip" -> roundTrip(body(question));
            case "signature" -> signature(question);
            case "keys" -> keys(question);
            case "reply" -> reply(question);
            default -> MAPPER.createObjectNode();
        };
    }

    private static byte[] body(JsonNode question) {
        return Base64.getDecoder().decode(question.get("body").asString());
    }

    private static ObjectNode parse(byte[] body) {
        ObjectNode answer = MAPPER.createObjectNode();
        try {
            Webhook webhook = Webhooks.parse(body);
            answer.put("event", webhook.event()).put("known", !(webhook instanceof Webhook.Unknown));
        } catch (ParseException e) {
            answer.put("reason", e.reason().word());
            if (e.fault() != null) {
                answer.put("pointer", e.pointer()).put("fault", e.fault().word());
            }
        }
        return answer;
    }

    private static ObjectNode validate(Validator validator, byte[] body) {
        ObjectNode answer = MAPPER.createObjectNode();
        try {
            var violations = validator.validate(body);
            ArrayNode list = answer.putArray("violations");
            violations.forEach(violation -> list.addArray().add(violation.pointer()).add(violation.keyword()));
        } catch (ParseException e) {
            answer.put("reason", "not-json");
        }
        return answer;
    }

    private static ObjectNode roundTrip(byte[] body) {
        ObjectNode answer = MAPPER.createObjectNode();
        try {
            answer.put("text", MAPPER.writeValueAsString(Webhooks.parse(body)));
        } catch (ParseException e) {
            answer.put("reason", e.reason().word());
        }
        return answer;
    }

    private static ObjectNode signature(JsonNode question) {
        ObjectNode answer = MAPPER.createObjectNode();
        try {
            KeySet keys = pinned(KeySet.fromJwks(question.get("keys").asString()), question);
            Verifier.Builder builder = Verifier.builder(keys);
            for (JsonNode allowed : question.path("allow")) {
                builder = allowed.asString().equals("sha1")
                        ? builder.allowInsecureSha1()
                        : builder.allowInsecureShortKeys();
            }
            Map<String, List<String>> headers = new HashMap<>();
            for (JsonNode header : question.get("headers")) {
                String name = header.get(0).asString();
                headers.computeIfAbsent(name, key -> new ArrayList<>()).add(header.get(1).asString());
            }
            answer.put("kid", builder.build().verify(headers, body(question)).kid());
        } catch (VerifyException e) {
            answer.put("reason", e.reason().word());
            if (e.fault() != null) {
                answer.put("header", e.header()).put("fault", e.fault().word());
            }
        } catch (KeySetException e) {
            answer.put("reason", e.reason().word());
        }
        return answer;
    }

    private static ObjectNode keys(JsonNode question) {
        ObjectNode answer = MAPPER.createObjectNode();
        String text = question.get("text").asString();
        try {
            KeySet keys =
                    switch (question.get("source").asString()) {
                        case "jwks" -> KeySet.fromJwks(text);
                        case "pem" -> KeySet.fromPem(text);
                        default -> KeySet.fromDkimRecord(text);
                    };
            KeySet pinned = pinned(keys, question);
            ArrayNode list = answer.putArray("keys");
            pinned.keys().forEach(key -> list.addArray().add(key.kid()).add(key.bits()));
            answer.set("rejected", rejected(pinned.rejected()));
        } catch (KeySetException e) {
            answer.put("reason", e.reason().word());
            if (e.reason() == KeySetException.Reason.NO_USABLE_KEY) {
                answer.set("rejected", rejected(e.rejected()));
            } else if (e.reason() == KeySetException.Reason.KEY) {
                answer.put("key", e.rejected().get(0).reason().word());
            }
        }
        return answer;
    }

    private static KeySet pinned(KeySet keys, JsonNode question) throws KeySetException {
        if (!question.path("pins").isArray()) {
            return keys;
        }
        Set<String> pins = new HashSet<>();
        question.get("pins").forEach(pin -> pins.add(pin.asString()));
        return keys.pin(pins);
    }

    private static ArrayNode rejected(List<RejectedKey> keys) {
        ArrayNode list = MAPPER.createArrayNode();
        keys.forEach(key -> list.addArray().add(key.index()).add(key.reason().word()));
        return list;
    }

    private static ObjectNode reply(JsonNode question) {
        JsonNode details = question.get("details");
        Classification why = Classification.of(
                question.get("output").asString(), details == null || details.isNull() ? null : details.asString());
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("reply", why.reply().<JsonNode>map(reply -> {
                    String status = reply.enhanced().map(EnhancedStatus::toString).orElse(null);
                    return MAPPER.createArrayNode().add(reply.code()).add(status);
                })
                .orElseGet(() -> MAPPER.nullNode()));
        answer.put("kind", why.kind().value()).put("certainty", why.certainty().value());
        answer.put("rule", why.rule()).put("source", why.source()).put("phrase", why.phrase().orElse(null));
        answer.put("code", why.code().isPresent() ? (Integer) why.code().getAsInt() : null);
        answer.put("status", why.status().map(EnhancedStatus::toString).orElse(null));
        return answer;
    }
}
