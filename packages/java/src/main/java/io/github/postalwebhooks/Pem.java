package io.github.postalwebhooks;

import io.github.postalwebhooks.KeySetException.Reason;
import io.github.postalwebhooks.PostalKey.Refused;
import io.github.postalwebhooks.internal.StrictBase64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reader of keys in PEM (RFC 7468), also as they come out of environment variables. */
final class Pem {
    /** A whole BEGIN or END line, wherever in its line it is; another one may follow it at once. */
    private static final Pattern BOUNDARY =
            Pattern.compile("(?<!-)-----(BEGIN|END) ([!-~]|[!-~][ -~]*?[!-~])-----(?=-----BEGIN |[^-]|\\z)");

    /** A hyphen, or what word processors make of it. */
    private static final String DASH = "[-\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d]";

    private static final String NOT_WORD = "(?![\\p{L}\\p{N}])";

    /** BEGIN or END with dashes on one side or on both, which somebody meant as a boundary. */
    private static final Pattern DAMAGED = Pattern.compile(String.join(
            "|",
            "(?i:" + DASH + "{2}[ \\t\\u00a0]*(?:BEGIN|END))[^\\n\\r]{0,79}?" + DASH,
            DASH + "{2}[ \\t\\u00a0]*(?:BEGIN|END)" + NOT_WORD,
            DASH + "[ \\t\\u00a0]*(?:BEGIN|END)[^\\n\\r]{0,79}?" + DASH,
            DASH + "(?:BEGIN|END)" + NOT_WORD,
            "(?<![\\p{L}\\p{N}])(?:BEGIN|END) [A-Z ]{0,78}[A-Z] *" + DASH));

    /** The beginning of a key in base64; the letter of an escape may stand before it. */
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9+/])[nrt]*MI[A-Za-z0-9+/]{58}");

    private static final String SPACE = "[\\s\\p{Z}\\u0085\\ufeff]";
    private static final Pattern ESCAPED_SLASH = Pattern.compile("\\\\+/");
    private static final Pattern LEFT_OUT = Pattern.compile("\\\\+([nrt]|" + SPACE + "|\\z)|" + SPACE);

    private Pem() {}

    static List<PostalKey> read(String text) throws KeySetException {
        String wrapped = wrapped(text);
        return readBlocks(wrapped == null ? text : wrapped);
    }

    /** The PEM text in a base64 text: variables that may not hold a line break are often set to that. */
    private static @Nullable String wrapped(String text) {
        byte[] inner = StrictBase64.standard(compact(unquoted(text)));
        String pem = inner == null ? "" : new String(inner, StandardCharsets.UTF_8);
        return pem.contains("-----BEGIN ") ? pem : null;
    }

    private static List<PostalKey> readBlocks(String text) throws KeySetException {
        List<PostalKey> keys = new ArrayList<>();
        Matcher boundary = BOUNDARY.matcher(text);
        String open = null;
        int place = 0;
        while (boundary.region(place, text.length()).find()) {
            String before = text.substring(place, boundary.start());
            boolean isBegin = boundary.group(1).equals("BEGIN");
            String label = boundary.group(2);
            place = boundary.end();
            if (DAMAGED.matcher(before).find() || isBegin == (open != null) || open == null && hasKey(before)) {
                throw new KeySetException(Reason.NOT_PEM);
            }
            if (isBegin) {
                open = label;
                continue;
            }
            if (!label.equals(open)) {
                throw new KeySetException(Reason.NOT_PEM);
            }
            open = null;
            try {
                keys.add(readBlock(label, before));
            } catch (Refused e) {
                throw new KeySetException(Reason.KEY, List.of(new RejectedKey(keys.size(), e.reason)));
            }
        }
        String rest = text.substring(place);
        if (open != null || keys.isEmpty() || hasKey(rest) || DAMAGED.matcher(rest).find()) {
            throw new KeySetException(Reason.NOT_PEM);
        }
        return keys;
    }

    private static PostalKey readBlock(String label, String base64) throws Refused {
        if (label.endsWith("PRIVATE KEY")) {
            throw new Refused(KeyReason.PRIVATE);
        }
        return switch (label) {
            // Both structures are tried under both labels: they cannot be taken for one another.
            case "PUBLIC KEY", "RSA PUBLIC KEY" -> readBase64(base64);
            case "EC PUBLIC KEY", "DSA PUBLIC KEY" -> throw new Refused(KeyReason.NOT_RSA);
            default -> throw new Refused(KeyReason.OTHER_PEM);
        };
    }

    /** Reads the base64 of a key's DER. White space is left out, since people paste keys in lines. */
    static PostalKey readBase64(String text) throws Refused {
        byte[] der = StrictBase64.standard(compact(text));
        if (der == null) {
            throw new Refused(KeyReason.NOT_BASE64);
        }
        return PostalKey.ofDer(der);
    }

    /** Whether a text has a key without boundaries, which would be dropped in silence. */
    static boolean hasKey(String text) {
        return KEY.matcher(text).find();
    }

    /** The text without the quotes that a variable's value is written in. */
    private static String unquoted(String text) {
        String trimmed = text.replaceAll("\\A" + SPACE + "+|" + SPACE + "+\\z", "");
        boolean isQuoted = trimmed.length() > 1
                && (trimmed.startsWith("\"") && trimmed.endsWith("\"")
                        || trimmed.startsWith("'") && trimmed.endsWith("'"));
        return isQuoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }

    /** The text without white space, also where that is written as an escape. Base64 itself has no backslash. */
    private static String compact(String text) {
        String slashed = ESCAPED_SLASH.matcher(text).replaceAll("/");
        return LEFT_OUT.matcher(slashed).replaceAll("");
    }
}
