package io.github.postalwebhooks;

import io.github.postalwebhooks.internal.Json;
import io.github.postalwebhooks.internal.JsonObject;
import io.github.postalwebhooks.internal.Resources;
import io.github.postalwebhooks.types.Certainty;
import io.github.postalwebhooks.types.FailureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The published rules for replies of mail servers, {@code rules.json}, read once. */
final class Rules {
    record Topic(String name, FailureKind kind, Certainty certainty) {}

    record Statuses(int subject, int first, int last) {}

    /** A rule holds if each condition that it has holds. */
    record Rule(Topic topic, String source, List<Integer> codes, List<Statuses> statuses, List<String> phrases) {
        boolean allows(SmtpReply reply) {
            return (codes.isEmpty() || codes.contains(reply.code()))
                    && (statuses.isEmpty() || reply.enhanced().filter(this::hasStatus).isPresent());
        }

        private boolean hasStatus(EnhancedStatus status) {
            return statuses.stream()
                    .anyMatch(range -> status.subject() == range.subject
                            && range.first <= status.detail()
                            && status.detail() <= range.last);
        }
    }

    record HttpStatuses(@Nullable Integer first, int last, FailureKind kind) {}

    record DetailsText(String start, FailureKind kind, boolean withoutReply) {}

    /** A rule that decides, or the texts of Postal: where it comes from. */
    record Origin(String rule, String source) {}

    private static final class Holder {
        static final Rules RULES = new Rules();
    }

    private final JsonObject json;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Integer> withoutPhrases = new ArrayList<>();
    private final List<HttpStatuses> httpStatuses = new ArrayList<>();
    private final List<DetailsText> detailsTexts = new ArrayList<>();
    private final Phrases phrases;

    static Rules get() {
        return Holder.RULES;
    }

    private Rules() {
        try {
            json = (JsonObject) Json.parse(Resources.text("rules.json"));
        } catch (Json.SyntaxException e) {
            throw new IllegalStateException("rules.json of the jar is damaged", e);
        }
        Map<String, FailureKind> kinds = new HashMap<>();
        Arrays.stream(FailureKind.values()).forEach(kind -> kinds.put(kind.value(), kind));
        Map<String, Certainty> certainties = new HashMap<>();
        Arrays.stream(Certainty.values()).forEach(certainty -> certainties.put(certainty.value(), certainty));
        for (JsonObject entry : objects(json, "topics")) {
            Topic topic = new Topic(
                    text(entry, "name"), kinds.get(text(entry, "kind")), certainties.get(text(entry, "certainty")));
            objects(entry, "rules").forEach(rule -> rules.add(rule(topic, rule)));
        }
        for (int at = 0; at < rules.size(); at++) {
            if (rules.get(at).phrases().isEmpty()) {
                withoutPhrases.add(at);
            }
        }
        for (JsonObject range : objects(object(json, "http"), "statuses")) {
            Integer first = range.has("first") ? number(range, "first") : null;
            httpStatuses.add(new HttpStatuses(first, number(range, "last"), kinds.get(text(range, "kind"))));
        }
        for (JsonObject start : objects(object(json, "details"), "texts")) {
            boolean withoutReply = Boolean.TRUE.equals(start.get("withoutReply"));
            detailsTexts.add(new DetailsText(text(start, "start"), kinds.get(text(start, "kind")), withoutReply));
        }
        phrases = new Phrases(new Words(fold()), number(json, "gap"), rules);
    }

    private static Rule rule(Topic topic, JsonObject rule) {
        List<Integer> codes = new ArrayList<>();
        ((List<?>) rule.get("codes")).forEach(code -> codes.add(((Long) code).intValue()));
        List<String> phrases = new ArrayList<>();
        ((List<?>) rule.get("phrases")).forEach(phrase -> phrases.add((String) phrase));
        List<Statuses> statuses = new ArrayList<>();
        for (JsonObject range : objects(rule, "statuses")) {
            statuses.add(new Statuses(number(range, "subject"), number(range, "first"), number(range, "last")));
        }
        return new Rule(topic, text(rule, "source"), codes, statuses, phrases);
    }

    private Map<Integer, Integer> fold() {
        Map<Integer, Integer> fold = new HashMap<>();
        JsonObject letters = object(json, "fold");
        for (int at = 0; at < letters.size(); at++) {
            int plain = letters.key(at).codePointAt(0);
            ((String) letters.value(at)).codePoints().forEach(letter -> fold.put(letter, plain));
        }
        return fold;
    }

    private static JsonObject object(JsonObject in, String key) {
        return (JsonObject) in.get(key);
    }

    private static List<JsonObject> objects(JsonObject in, String key) {
        return ((List<?>) in.get(key)).stream().map(JsonObject.class::cast).toList();
    }

    private static String text(JsonObject in, String key) {
        return (String) in.get(key);
    }

    private static int number(JsonObject in, String key) {
        return ((Long) in.get(key)).intValue();
    }

    /** The text of {@code output} or of {@code http}. */
    private String text(String table, String key) {
        return text(object(json, table), key);
    }

    String refusedData() {
        return text("output", "refusedData");
    }

    String dummyReply() {
        return text("output", "dummyReply");
    }

    String httpBefore() {
        return text("http", "before");
    }

    String httpAfter() {
        return text("http", "after");
    }

    Origin origin(String table) {
        return new Origin(text(table, "rule"), text(table, "source"));
    }

    List<Rule> rules() {
        return rules;
    }

    /** Where the rules stand that ask for no phrase. */
    List<Integer> withoutPhrases() {
        return withoutPhrases;
    }

    List<HttpStatuses> httpStatuses() {
        return httpStatuses;
    }

    List<DetailsText> detailsTexts() {
        return detailsTexts;
    }

    Phrases phrases() {
        return phrases;
    }
}
