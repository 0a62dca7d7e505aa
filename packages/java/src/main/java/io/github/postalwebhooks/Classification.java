package io.github.postalwebhooks;

import io.github.postalwebhooks.Rules.DetailsText;
import io.github.postalwebhooks.Rules.HttpStatuses;
import io.github.postalwebhooks.Rules.Origin;
import io.github.postalwebhooks.Rules.Rule;
import io.github.postalwebhooks.types.Certainty;
import io.github.postalwebhooks.types.FailureKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a failed delivery with the reason, as the published rules tell it from {@code output} and {@code details}.
 *
 * <p>It holds nothing of the reply but its code and status: the phrase is that of the rule.
 *
 * @param reply the SMTP reply in {@code output}, if there is one
 * @param kind the kind
 * @param certainty how sure it is
 * @param rule the name of the rule that decided: {@code unknown-recipient}; {@code none} if no rule holds
 * @param source where the rule comes from: a server, a document, an RFC; empty if no rule holds
 * @param phrase the phrase that the rule found in the text; {@code …} stands for a few other words
 * @param code the code that the rule asked for, or the status of an HTTP endpoint
 * @param status the enhanced status that the rule asked for
 */
public record Classification(
        Optional<SmtpReply> reply,
        FailureKind kind,
        Certainty certainty,
        String rule,
        String source,
        Optional<String> phrase,
        OptionalInt code,
        Optional<EnhancedStatus> status) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    /**
     * Classifies a delivery.
     *
     * @param output what the other side answered
     * @param details what happened, in the words of Postal
     * @return the kind and the reason
     */
    public static Classification of(String output, @Nullable String details) {
        Rules rules = Rules.get();
        String text = details == null ? "" : details;
        OptionalInt httpStatus = httpStatus(rules, text);
        if (httpStatus.isPresent()) {
            return ofHttpStatus(rules, httpStatus);
        }
        Optional<SmtpReply> reply = SmtpReply.parse(output);
        return reply.flatMap(found -> ofReply(rules, found))
                .or(() -> ofDetails(rules, reply, text))
                .orElseGet(() -> plain(reply, FailureKind.UNKNOWN, new Origin("none", ""), Optional.empty()));
    }

    private static Classification plain(
            Optional<SmtpReply> reply, FailureKind kind, Origin origin, Optional<String> phrase) {
        Certainty certainty = kind == FailureKind.UNKNOWN ? Certainty.LOW : Certainty.HIGH;
        return new Classification(
                reply, kind, certainty, origin.rule(), origin.source(), phrase, OptionalInt.empty(), Optional.empty());
    }

    /** The status in {@code Received a 503 from https://…}. */
    private static OptionalInt httpStatus(Rules rules, String details) {
        int start = rules.httpBefore().length();
        int end = details.startsWith(rules.httpBefore()) ? details.indexOf(rules.httpAfter(), start) : -1;
        if (end < 0 || !INTEGER.matcher(details.substring(start, end)).matches()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(details.substring(start, end)));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static Classification ofHttpStatus(Rules rules, OptionalInt status) {
        FailureKind kind = FailureKind.UNKNOWN;
        for (HttpStatuses range : rules.httpStatuses()) {
            Integer first = range.first();
            if ((first == null || first <= status.getAsInt()) && status.getAsInt() <= range.last()) {
                kind = range.kind();
                break;
            }
        }
        Classification plain = plain(Optional.empty(), kind, rules.origin("http"), Optional.empty());
        return new Classification(
                plain.reply, kind, plain.certainty, plain.rule, plain.source, plain.phrase, status, plain.status);
    }

    /** By the first rule that holds. A topic of the kind Unknown is evidence against the recipient, and no more. */
    private static Optional<Classification> ofReply(Rules rules, SmtpReply reply) {
        if (reply.code() < 400) {
            return Optional.empty();
        }
        // By the place of the rule, with the first phrase that stands in the text.
        TreeMap<Integer, Optional<String>> rulesThatHold = new TreeMap<>();
        for (int at : rules.withoutPhrases()) {
            rulesThatHold.put(at, Optional.empty());
        }
        for (Phrases.Found found : rules.phrases().find(reply.lines())) {
            rulesThatHold.putIfAbsent(found.rule(), Optional.of(found.phrase()));
        }
        boolean isAgainst = false;
        for (var entry : rulesThatHold.entrySet()) {
            Rule rule = rules.rules().get(entry.getKey());
            FailureKind kind = rule.topic().kind();
            if (!rule.allows(reply)) {
                continue;
            }
            if (kind == FailureKind.UNKNOWN) {
                isAgainst = true;
            } else if (kind != FailureKind.RECIPIENT || !isAgainst) {
                return Optional.of(decided(reply, rule, entry.getValue()));
            }
        }
        return Optional.empty();
    }

    private static Classification decided(SmtpReply reply, Rule rule, Optional<String> phrase) {
        return new Classification(
                Optional.of(reply),
                rule.topic().kind(),
                rule.topic().certainty(),
                rule.topic().name(),
                rule.source(),
                phrase,
                rule.codes().isEmpty() ? OptionalInt.empty() : OptionalInt.of(reply.code()),
                rule.statuses().isEmpty() ? Optional.empty() : reply.enhanced());
    }

    private static Optional<Classification> ofDetails(Rules rules, Optional<SmtpReply> reply, String details) {
        for (DetailsText text : rules.detailsTexts()) {
            if (details.startsWith(text.start()) && !(text.withoutReply() && reply.isPresent())) {
                return Optional.of(plain(reply, text.kind(), rules.origin("details"), Optional.of(text.start())));
            }
        }
        return Optional.empty();
    }
}
