package io.github.postalwebhooks;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.github.postalwebhooks.internal.Fault;
import io.github.postalwebhooks.internal.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Validator of bodies by the published schemas, which tells all that is wrong with a body, and where.
 *
 * <p>It is for tests, for programs that send, and for finding out why a body was refused: parsing does not need it. It
 * stands on {@code com.networknt:json-schema-validator} 3, an optional dependency that you have to name in your project.
 */
public final class Validator {
    private static final class Tolerant {
        static final Validator VALIDATOR = new Validator("webhook.schema.json");
    }

    private static final class Strict {
        static final Validator VALIDATOR = new Validator("webhook.strict.schema.json");
    }

    private final Schemas schemas;

    private Validator(String schema) {
        schemas = new Schemas(schema);
    }

    /**
     * The validator for receivers: unknown keys, events and values of enumerations pass. Its schemas are made once.
     *
     * @return the validator
     */
    public static Validator tolerant() {
        return Tolerant.VALIDATOR;
    }

    /**
     * The validator for tests and for programs that send: nothing passes that Postal 3 does not send. Its schemas are made
     * once.
     *
     * @return the validator
     */
    public static Validator strict() {
        return Strict.VALIDATOR;
    }

    /**
     * Checks a body. The tolerant profile accepts a body exactly when {@link Webhooks#parse} does.
     *
     * @param body the body as it was received
     * @return all violations; none if the body is valid
     * @throws ParseException if the body is not JSON in UTF-8
     */
    public List<Violation> validate(byte[] body) throws ParseException {
        Object value = Webhooks.json(body);
        Object event = value instanceof JsonObject object ? object.get("event") : null;
        Schema schema = schemas.of(event);
        List<Violation> violations = new ArrayList<>();
        for (Error error : schema.validate(Nodes.of(value))) {
            Violation violation = Violations.of(error);
            // One for each object, as there is one for each missing key: networknt has one for each unexpected key.
            if (!violation.keyword().equals("additionalProperties") || !violations.contains(violation)) {
                violations.add(violation);
            }
        }
        addWhatNoKeywordSays(value, violations);
        return violations;
    }

    private static void addWhatNoKeywordSays(Object value, List<Violation> violations) {
        Fault fault = value instanceof JsonObject object ? Webhooks.fault(object) : null;
        boolean isBeyond = fault != null
                && (fault.kind() == Fault.Kind.DUPLICATE || fault.found().equals(Fault.NUMBER));
        if (isBeyond && violations.stream().noneMatch(violation -> violation.pointer().equals(fault.pointer()))) {
            violations.add(new Violation(fault.pointer(), "", fault.text()));
        }
    }
}
