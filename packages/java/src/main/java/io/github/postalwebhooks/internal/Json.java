package io.github.postalwebhooks.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of JSON by the grammar of RFC 8259, and by nothing beside it.
 *
 * <p>A value is a {@link JsonObject}, a {@link List}, a {@link String}, a {@link Long} or another {@link JsonNumber}, a
 * {@link Boolean} or null. Objects keep keys that stand twice. A lone surrogate is read as U+FFFD.
 */
public final class Json {
    /** The deepest nesting that is read: what is kept can be compared and printed in a small thread. */
    public static final int MAX_DEPTH = 512;

    /** Why a text is not JSON: it has the place, and nothing of the text. */
    public static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        SyntaxException(String problem) {
            super(problem, null, false, false);
        }
    }

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The text of bytes in UTF-8; null if they are not UTF-8. */
    public static @Nullable String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // What is not UTF-8 becomes U+FFFD, which can also stand there.
        return text.indexOf('\ufffd') < 0 || isUtf8(bytes) ? text : null;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The value of a text. */
    public static @Nullable Object parse(String text) throws SyntaxException {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.error();
        }
        return value;
    }

    private @Nullable Object value(int depth) throws SyntaxException {
        skipSpace();
        switch (peek()) {
            case '{':
                return object(depth + 1);
            case '[':
                return array(depth + 1);
            case '"':
                return string();
            case 't':
                return word("true", true);
            case 'f':
                return word("false", false);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private JsonObject object(int depth) throws SyntaxException {
        begin(depth);
        JsonObject object = new JsonObject();
        if (skipTo('}')) {
            return object;
        }
        do {
            skipSpace();
            String key = string();
            skipSpace();
            expect(':');
            object.add(key, value(depth));
        } while (goesOn('}'));
        return object;
    }

    private List<@Nullable Object> array(int depth) throws SyntaxException {
        begin(depth);
        List<@Nullable Object> items = new ArrayList<>();
        if (skipTo(']')) {
            return items;
        }
        do {
            items.add(value(depth));
        } while (goesOn(']'));
        return items;
    }

    private void begin(int depth) throws SyntaxException {
        if (depth > MAX_DEPTH) {
            throw new SyntaxException("nested more than " + MAX_DEPTH + " deep at character " + at);
        }
        at++;
    }

    private boolean skipTo(char close) {
        skipSpace();
        if (peek() != close) {
            return false;
        }
        at++;
        return true;
    }

    /** Whether a comma follows, and not the end. */
    private boolean goesOn(char close) throws SyntaxException {
        if (skipTo(close)) {
            return false;
        }
        expect(',');
        return true;
    }

    private String string() throws SyntaxException {
        expect('"');
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\') {
                return escaped(start);
            }
            if (c < ' ') {
                break;
            }
            at++;
        }
        throw error();
    }

    /** A string whose first escape is here. */
    private String escaped(int start) throws SyntaxException {
        StringBuilder string = new StringBuilder().append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < ' ') {
                break;
            }
            at++;
            if (c == '"') {
                return string.toString();
            }
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escape = peek();
            at++;
            switch (escape) {
                case '"', '\\', '/' -> string.append(escape);
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'n' -> string.append('\n');
                case 'r' -> string.append('\r');
                case 't' -> string.append('\t');
                case 'u' -> unicode(string);
                default -> {
                    at--;
                    throw error();
                }
            }
        }
        throw error();
    }

    private void unicode(StringBuilder string) throws SyntaxException {
        char unit = unit();
        if (!Character.isSurrogate(unit)) {
            string.append(unit);
            return;
        }
        if (Character.isHighSurrogate(unit) && text.startsWith("\\u", at)) {
            int after = at;
            at += 2;
            char low = unit();
            if (Character.isLowSurrogate(low)) {
                string.append(unit).append(low);
                return;
            }
            at = after;
        }
        string.append('\ufffd');
    }

    private char unit() throws SyntaxException {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            char c = peek();
            // Character.digit also knows the digits of other scripts.
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private Object number() throws SyntaxException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        boolean isInteger = true;
        if (peek() == '.') {
            isInteger = false;
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            isInteger = false;
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        // 18 digits always fit.
        if (isInteger && at - start <= 18) {
            return Long.parseLong(text, start, at, 10);
        }
        return JsonNumber.of(text.substring(start, at), isInteger);
    }

    private void digits() throws SyntaxException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw error();
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) throws SyntaxException {
        if (!text.startsWith(word, at)) {
            throw error();
        }
        at += word.length();
        return value;
    }

    private void expect(char expected) throws SyntaxException {
        if (peek() != expected) {
            throw error();
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case ' ', '\t', '\n', '\r' -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    /** The next character; at the end one that no rule has. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private SyntaxException error() {
        String before = text.substring(0, Math.min(at, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new SyntaxException("not JSON at line " + line + " column " + column);
    }
}
