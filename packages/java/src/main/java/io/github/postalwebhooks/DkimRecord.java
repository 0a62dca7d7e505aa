package io.github.postalwebhooks;

import io.github.postalwebhooks.KeySetException.Reason;
import io.github.postalwebhooks.PostalKey.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of a DKIM key record (RFC 6376, 3.6.1): how Postal published its key before it had a JWKS. */
final class DkimRecord {
    private static final Pattern START =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}])v\\s*=\\s*dkim1(?=\\s*\\\\*;)");

    /** A record has no more lines than this: a key of 8192 bits in lines of 64 digits has 22. */
    private static final int MAX_LINES = 100;

    private DkimRecord() {}

    /** Reads the one record of a text, whatever other text is around it. */
    static PostalKey read(String text) throws KeySetException {
        String unmarked = text.replaceFirst("\\A\\ufeff+", "");
        List<Integer> starts = starts(unmarked);
        PostalKey key = null;
        KeySetException error = null;
        for (int n = 0; n < starts.size(); n++) {
            int end = n + 1 < starts.size() ? starts.get(n + 1) : unmarked.length();
            DkimText record = DkimText.of(unmarked.substring(0, starts.get(n)), unmarked.substring(starts.get(n), end));
            try {
                PostalKey found = readLines(record.text());
                // Which of several keys it should be is not for us to guess.
                if (key != null && !key.kid().equals(found.kid()) || Pem.hasKey(record.rest())) {
                    throw new KeySetException(Reason.NOT_DKIM);
                }
                key = found;
            } catch (KeySetException e) {
                error = error == null ? e : worse(error, e);
            }
        }
        boolean hasOther = Pem.hasKey(unmarked.substring(0, starts.get(0)));
        if (key != null && (hasOther || error != null && weight(error) > 0)) {
            throw new KeySetException(Reason.NOT_DKIM);
        }
        if (key == null) {
            throw error == null ? new KeySetException(Reason.NOT_DKIM) : error;
        }
        return key;
    }

    private static List<Integer> starts(String text) {
        List<Integer> starts = new ArrayList<>();
        Matcher matcher = START.matcher(text);
        while (matcher.find()) {
            starts.add(matcher.start());
        }
        if (starts.isEmpty()) {
            // The version need not be there.
            starts.add(text.indexOf('"') + 1);
        }
        return starts;
    }

    /**
     * Reads as many lines as make a whole key. That is no guess: DER tells its own length, so no key is the beginning of
     * another.
     */
    private static PostalKey readLines(String record) throws KeySetException {
        KeySetException error = null;
        int end = -1;
        for (int lines = 0; lines <= MAX_LINES && end < record.length(); lines++) {
            end = lines == MAX_LINES ? record.length() : nextBreak(record, end + 1);
            try {
                return readTags(record.substring(0, end));
            } catch (KeySetException e) {
                error = error == null ? e : worse(error, e);
            }
        }
        throw error == null ? new KeySetException(Reason.NOT_DKIM) : error;
    }

    private static int nextBreak(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** The error that says more: that of a key, which may still be empty since it begins in the next line. */
    private static KeySetException worse(KeySetException first, KeySetException second) {
        return weight(second) > weight(first) ? second : first;
    }

    private static int weight(KeySetException error) {
        if (error.reason() == Reason.NOT_DKIM) {
            return 0;
        }
        return error.rejected().get(0).reason() == KeyReason.REVOKED ? 1 : 2;
    }

    private static PostalKey readTags(String record) throws KeySetException {
        Map<String, String> tags = tags(record);
        if (!tags.getOrDefault("v", "DKIM1").equalsIgnoreCase("DKIM1") || !tags.containsKey("p")) {
            throw new KeySetException(Reason.NOT_DKIM);
        }
        try {
            if (!tags.getOrDefault("k", "rsa").equalsIgnoreCase("rsa")) {
                throw new Refused(KeyReason.NOT_RSA);
            }
            if (tags.get("p").isEmpty()) {
                throw new Refused(KeyReason.REVOKED);
            }
            return Pem.readBase64(tags.get("p"));
        } catch (Refused e) {
            throw new KeySetException(Reason.KEY, List.of(new RejectedKey(0, e.reason)));
        }
    }

    /** The tags by name (RFC 6376, 3.2). What is no tag behind {@code p=…;} is no part of the record. */
    private static Map<String, String> tags(String record) throws KeySetException {
        Map<String, String> tags = new HashMap<>();
        for (String part : record.split(";")) {
            String tag = part.strip();
            int equals = tag.indexOf('=');
            if (tag.isEmpty()) {
                continue;
            }
            if (equals < 0) {
                if (tags.containsKey("p")) {
                    break;
                }
                throw new KeySetException(Reason.NOT_DKIM);
            }
            String name = tag.substring(0, equals).strip();
            boolean isTwice = tags.putIfAbsent(name, tag.substring(equals + 1).strip()) != null;
            if (isTwice && List.of("v", "k", "p").contains(name)) {
                throw new KeySetException(Reason.NOT_DKIM);
            }
        }
        return tags;
    }
}
