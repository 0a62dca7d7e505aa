package io.github.postalwebhooks;

import com.networknt.schema.Error;
import tools.jackson.databind.JsonNode;

/** What networknt finds, in words of our own: its messages quote the body. */
final class Violations {
    private Violations() {}

    static Violation of(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String path = error.getEvaluationPath().toString();
        int anyOf = path.indexOf("/anyOf/");
        if (anyOf >= 0) {
            // networknt reports what fails in the branches, and not the anyOf.
            return new Violation(above(pointer, path.substring(anyOf)), "anyOf", "fits neither of two schemas");
        }
        return new Violation(pointer, error.getKeyword(), message(error));
    }

    /** The place of the value that an anyOf is about: each step into a branch is one into the value. */
    private static String above(String pointer, String way) {
        String place = pointer;
        String[] steps = way.split("/");
        for (int n = 0; n < steps.length; n++) {
            if (steps[n].equals("properties") || steps[n].equals("items")) {
                place = place.substring(0, place.lastIndexOf('/'));
                n++;
            }
        }
        return place;
    }

    private static String message(Error error) {
        JsonNode schema = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> "the key " + error.getProperty() + " is missing";
            case "additionalProperties" -> "has a key that Postal does not send";
            case "type" -> "is not of the type " + schema;
            case "enum" -> "is none of " + schema;
            case "const" -> "is not " + schema;
            case "minimum" -> "is less than " + schema;
            case "maximum" -> "is more than " + schema;
            case "pattern" -> "does not match " + schema;
            default -> "breaks the keyword " + error.getKeyword();
        };
    }
}
