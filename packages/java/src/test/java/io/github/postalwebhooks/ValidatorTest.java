package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    /** All examples, all invalid bodies, and many changes of each. */
    private static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        Mutations mutations = new Mutations(17);
        Stream.concat(Schema.examples().stream(), Schema.invalidBodies().stream()).forEach(body -> {
            bodies.add(body);
            for (int n = 0; n < 60; n++) {
                bodies.add(mutations.of(body));
            }
        });
        return bodies;
    }

    /** The schema that is picked by event says what the whole one says. */
    @Test
    void byEventAsWhole() throws ParseException {
        for (String name : List.of("webhook.schema.json", "webhook.strict.schema.json")) {
            var whole = Schemas.whole(name);
            var validator = name.contains("strict") ? Validator.strict() : Validator.tolerant();
            int invalid = 0;
            for (byte[] body : bodies()) {
                Set<Violation> expected = new HashSet<>();
                whole.validate(Nodes.of(Webhooks.json(body))).forEach(error -> expected.add(Violations.of(error)));
                Set<Violation> found = new HashSet<>(validator.validate(body));
                found.removeIf(violation -> violation.keyword().isEmpty());
                assertEquals(expected, found, () -> new String(body, StandardCharsets.UTF_8));
                invalid += expected.isEmpty() ? 0 : 1;
            }
            assertTrue(invalid > 1000, "the changes break something");
        }
    }

    /** The parser accepts what the tolerant profile accepts, and the other way round. */
    @Test
    void parserAsTolerant() throws ParseException {
        int parsed = 0;
        for (byte[] body : bodies()) {
            boolean isValid = Validator.tolerant().validate(body).isEmpty();
            String text = new String(body, StandardCharsets.UTF_8);
            try {
                Webhooks.parse(body);
                assertTrue(isValid, text);
                parsed++;
            } catch (ParseException e) {
                assertFalse(isValid, () -> text + ": " + e.getMessage());
            }
        }
        assertTrue(parsed > 1000, "the changes leave something");
    }

    @Test
    void noMessageHasAValue() throws ParseException {
        String marker = "s3cr3t";
        for (byte[] body : Schema.examples()) {
            String text = new String(body, StandardCharsets.UTF_8);
            // Each string in turn, where something else has to stand or not.
            for (int at = text.indexOf(":\""); at >= 0; at = text.indexOf(":\"", at + 1)) {
                String changed = text.substring(0, at) + ":{\"" + marker + "\":\"" + marker + "\"}"
                        + text.substring(text.indexOf('"', at + 2) + 1);
                List<Violation> found;
                try {
                    found = Validator.strict().validate(changed.getBytes(StandardCharsets.UTF_8));
                } catch (ParseException e) {
                    // An escaped quote was cut.
                    continue;
                }
                assertFalse(found.isEmpty());
                assertFalse(found.toString().contains(marker), found.toString());
            }
        }
    }
}
