package io.github.postalwebhooks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a DKIM record without the quotes and escapes of what it stands in.
 *
 * @param text the record, maybe with lines behind it
 * @param rest the text behind it, where its end is plain
 */
record DkimText(String text, String rest) {
    /** A character with the backslashes before it: one in zone files, more of them where JSON is around. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\+([^\\\\]|\\z)");

    /** The record that begins a text, which has another one before it. */
    static DkimText of(String before, String text) {
        String start = before.stripTrailing();
        char quote = start.isEmpty() ? ' ' : start.charAt(start.length() - 1);
        if (quote == '"') {
            String outside = before.replaceAll("[\\s\"\\\\]+\\z", "");
            return strings(unescaped(text), outside.endsWith("("));
        }
        int end =
                switch (quote) {
                    case '\'', '`' -> text.indexOf(quote);
                    case '“' -> text.indexOf('”');
                    default -> -1;
                };
        int length = end < 0 ? text.length() : end;
        // Quotes in it come from strings that somebody joined by hand.
        return new DkimText(unescaped(text.substring(0, length)).replace("\"", ""), text.substring(length));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String escaped = escape.group(1);
            // No record has a line break, so this is one of what is around it.
            boolean isBreak = escaped.equals("n") || escaped.equals("r") || escaped.equals("t");
            return Matcher.quoteReplacement(isBreak ? "\n" : escaped);
        });
    }

    /**
     * The quoted strings of a record that begins in one (RFC 6376, 3.6.2.2). White space, parentheses and comments may be
     * between them (RFC 1035, 5.1).
     */
    private static DkimText strings(String text, boolean isGrouped) {
        StringBuilder strings = new StringBuilder();
        boolean isGroup = isGrouped;
        boolean isInside = true;
        boolean isComment = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!isInside && (c == '\n' || c == '\r')) {
                isComment = false;
                // Only parentheses make one record of several lines for sure.
                if (!isGroup) {
                    strings.append('\n');
                }
            } else if (isComment) {
                continue;
            } else if (c == '"') {
                isInside = !isInside;
            } else if (isInside) {
                strings.append(c);
            } else if (c == ';') {
                isComment = true;
            } else if (c == '(' || c == ')') {
                isGroup = c == '(';
            } else if (!Character.isWhitespace(c)) {
                return new DkimText(strings.toString(), text.substring(at));
            }
        }
        return new DkimText(strings.toString(), "");
    }
}
