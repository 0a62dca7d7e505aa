package io.github.postalwebhooks;

import io.github.postalwebhooks.KeySetException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys of a Postal installation, at least one, each checked and made ready once.
 *
 * <p>An installation has one key for all its tenants. Postal 3.2.0 and later serve it at {@code /.well-known/jwks.json}
 * of the web host; the command {@code postal default-dkim-record} prints it in every version. The DKIM record of a mail
 * domain holds another key: nothing verifies with it.
 */
public final class KeySet {
    /** The longest document that is read as keys. */
    private static final int MAX_DOCUMENT = 64 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** By id, in the order in which they came: two keys with one id are one key. */
    private final Map<String, PostalKey> keys = new LinkedHashMap<>();

    private final List<RejectedKey> rejected;

    KeySet(Collection<PostalKey> keys, List<RejectedKey> rejected) {
        keys.forEach(key -> this.keys.putIfAbsent(key.kid(), key));
        this.rejected = List.copyOf(rejected);
    }

    /**
     * Reads a JSON Web Key Set (RFC 7517). Entries that cannot be used are left out, and listed in {@link #rejected()}.
     *
     * @param json the document as it was received
     * @return the keys
     * @throws KeySetException if the document is no JWKS, is over 64 KiB, or holds no usable key
     */
    public static KeySet fromJwks(byte[] json) throws KeySetException {
        boolean isMarked = json.length >= 3 && Arrays.equals(BYTE_ORDER_MARK, 0, 3, json, 0, 3);
        byte[] document = isMarked ? Arrays.copyOfRange(json, 3, json.length) : json;
        checkLength(document.length);
        return Jwks.read(document);
    }

    /**
     * Reads a JSON Web Key Set (RFC 7517) that is a text already.
     *
     * @param json the document
     * @return the keys
     * @throws KeySetException if the document is no JWKS, is over 64 KiB, or holds no usable key
     */
    public static KeySet fromJwks(String json) throws KeySetException {
        return fromJwks(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads PEM (RFC 7468) with one or more blocks {@code PUBLIC KEY} or {@code RSA PUBLIC KEY}.
     *
     * <p>Text around the blocks is ignored. A block may be indented or on one line, its line breaks may be written as
     * {@code \n}, and the whole may be in quotes or in base64 once more: so PEM comes out of environment variables.
     *
     * @param pem the text
     * @return the keys
     * @throws KeySetException if there is no whole block, one of them is no usable public key, a BEGIN or END line is
     *     damaged or without its partner, or there is a key outside of them
     */
    public static KeySet fromPem(String pem) throws KeySetException {
        checkLength(pem.getBytes(StandardCharsets.UTF_8).length);
        return new KeySet(Pem.read(pem), List.of());
    }

    /**
     * Reads the record that {@code postal default-dkim-record} prints: {@code v=DKIM1; t=s; h=sha256; p=…;}.
     *
     * <p>Other text before and after it is ignored, and it may be in quoted strings, as {@code dig}, zone files and DNS
     * panels write it.
     *
     * @param record the text
     * @return the key
     * @throws KeySetException if the text is no DKIM key record (RFC 6376, 3.6.1), has more than one, or its key is not
     *     usable
     */
    public static KeySet fromDkimRecord(String record) throws KeySetException {
        checkLength(record.getBytes(StandardCharsets.UTF_8).length);
        return new KeySet(List.of(DkimRecord.read(record)), List.of());
    }

    private static void checkLength(int bytes) throws KeySetException {
        if (bytes > MAX_DOCUMENT) {
            throw new KeySetException(Reason.TOO_LARGE);
        }
    }

    /**
     * The keys with these ids alone. What a pinned key came by need not be trusted: its id proves it.
     *
     * @param kids the ids
     * @return the keys that are pinned
     * @throws KeySetException if none of the keys is
     */
    public KeySet pin(Set<String> kids) throws KeySetException {
        List<PostalKey> pinned =
                keys().stream().filter(key -> kids.contains(key.kid())).toList();
        if (pinned.isEmpty()) {
            throw new KeySetException(Reason.NOT_PINNED);
        }
        return new KeySet(pinned, rejected);
    }

    /**
     * The keys of both sets: of several installations, or the old and the new key while one replaces the other.
     *
     * @param other the other set
     * @return a set with the keys of both
     */
    public KeySet merge(KeySet other) {
        List<PostalKey> both = new ArrayList<>(keys());
        both.addAll(other.keys());
        List<RejectedKey> all = new ArrayList<>(rejected);
        all.addAll(other.rejected);
        return new KeySet(both, all);
    }

    /**
     * The keys, in the order in which they came.
     *
     * @return the keys
     */
    public List<PostalKey> keys() {
        return List.copyOf(keys.values());
    }

    /**
     * The key with an id.
     *
     * @param kid the id
     * @return the key, if it is there
     */
    public Optional<PostalKey> get(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /**
     * The entries of the JWKS that were refused, with the reasons: worth a line in a log.
     *
     * @return the entries
     */
    public List<RejectedKey> rejected() {
        return rejected;
    }

    /** The keys. */
    @Override
    public String toString() {
        return keys().toString();
    }
}
