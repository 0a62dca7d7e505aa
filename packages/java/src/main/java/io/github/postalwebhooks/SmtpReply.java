package io.github.postalwebhooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP reply (RFC 5321, section 4.2) inside the {@code output} of a delivery.
 *
 * <p>Postal copies the reply of the receiving server into {@code output}. Since 2.3.2 it keeps the first 250 characters,
 * so the last line may stop anywhere.
 */
public final class SmtpReply {
    private static final Pattern LINE = Pattern.compile("([2-5][0-9]{2})(?:[ -](.*))?", Pattern.DOTALL);

    private static final String NUMBER = "(0|[1-9][0-9]{0,2})";
    /** A status; `5.1.1.7` is an address. */
    private static final Pattern STATUS =
            Pattern.compile("([245])\\." + NUMBER + "\\." + NUMBER + "(?![.0-9])");

    private final int code;
    private final @Nullable EnhancedStatus enhanced;
    private final List<String> lines;

    private SmtpReply(int code, @Nullable EnhancedStatus enhanced, List<String> lines) {
        this.code = code;
        this.enhanced = enhanced;
        this.lines = Collections.unmodifiableList(lines);
    }

    /**
     * Parses the {@code output} of a delivery.
     *
     * <p>The body of an HTTP endpoint can look like a reply ({@code 404 page not found}): its delivery has {@code details}
     * that begin with {@code Received a }. {@link Classification#of} heeds that.
     *
     * @param output the output
     * @return the reply, if the output begins with one
     */
    public static Optional<SmtpReply> parse(String output) {
        Rules rules = Rules.get();
        String raw = unwrapped(output, rules.refusedData());
        if (raw.startsWith(rules.dummyReply())) {
            return Optional.empty();
        }
        int code = 0;
        List<String> texts = new ArrayList<>();
        String[] lines = raw.split("\n", -1);
        for (String line : lines) {
            Matcher matcher = LINE.matcher(Unicode.stripTrailing(line));
            if (!matcher.matches() || code != 0 && Integer.parseInt(matcher.group(1)) != code) {
                break;
            }
            code = Integer.parseInt(matcher.group(1));
            texts.add(matcher.group(2) == null ? "" : Unicode.stripLeading(matcher.group(2)));
        }
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        EnhancedStatus status = status(code, texts);
        boolean isWhole = texts.size() == lines.length;
        return Optional.of(new SmtpReply(code, status, withoutStatus(texts, status, isWhole)));
    }

    /** The reply inside the message of Ruby's {@code Net::SMTPUnknownError}, or the output itself. */
    private static String unwrapped(String output, String refusedData) {
        if (!output.startsWith(refusedData)) {
            return output;
        }
        int end = output.indexOf(": ", refusedData.length());
        int lineBreak = output.indexOf('\n', refusedData.length());
        boolean isThere = end >= 0 && (lineBreak < 0 || lineBreak > end);
        return isThere ? output.substring(end + 2) : output;
    }

    /** The first status of the first line that has one. At the end of a later line it may be cut. */
    private static @Nullable EnhancedStatus status(int code, List<String> texts) {
        for (int n = 0; n < texts.size(); n++) {
            String text = texts.get(n);
            for (int at = 0; at < text.length(); at++) {
                Matcher found = text.charAt(at) - '0' == code / 100 ? statusAt(text, at) : null;
                if (found == null || !mayBegin(text, at, found)) {
                    continue;
                }
                if (n == 0 || behind(text, found.end()) < text.length()) {
                    return status(found);
                }
            }
        }
        return null;
    }

    private static @Nullable Matcher statusAt(String text, int at) {
        Matcher matcher = STATUS.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        boolean isEnded = matcher.end() == text.length() || !Unicode.isAlphanumeric(text.codePointAt(matcher.end()));
        return isEnded ? matcher : null;
    }

    private static EnhancedStatus status(Matcher found) {
        return new EnhancedStatus(
                Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3)));
    }

    /** Version numbers look alike, so a status inside a text stands behind a mark, and has a subject of RFC 3463. */
    private static boolean mayBegin(String text, int at, Matcher found) {
        if (at == 0 || text.charAt(at - 1) == '#') {
            return true;
        }
        return " \t([:".indexOf(text.charAt(at - 1)) >= 0 && Integer.parseInt(found.group(2)) <= 7;
    }

    /** The place behind the spaces and colons that belong to a status. */
    private static int behind(String text, int end) {
        int at = end;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == ':')) {
            at++;
        }
        return at;
    }

    private static List<String> withoutStatus(
            List<String> texts, @Nullable EnhancedStatus status, boolean isWhole) {
        if (status == null) {
            return texts;
        }
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < texts.size(); n++) {
            String text = texts.get(n);
            Matcher found = text.isEmpty() ? null : statusAt(text, 0);
            boolean isLast = isWhole && n + 1 == texts.size();
            if (found != null && status(found).equals(status)) {
                lines.add(text.substring(behind(text, found.end())));
            } else if (isLast && status.toString().startsWith(text)) {
                // The output was cut inside the status.
                lines.add("");
            } else {
                lines.add(text);
            }
        }
        return lines;
    }

    /**
     * The reply code.
     *
     * @return the code, 200 to 599
     */
    public int code() {
        return code;
    }

    /**
     * The enhanced status code, if its class agrees with the code.
     *
     * @return the first of the first line that has one
     */
    public Optional<EnhancedStatus> enhanced() {
        return Optional.ofNullable(enhanced);
    }

    /**
     * The text of each line, without the code and the enhanced status that begin it.
     *
     * @return the lines
     */
    public List<String> lines() {
        return lines;
    }
}
