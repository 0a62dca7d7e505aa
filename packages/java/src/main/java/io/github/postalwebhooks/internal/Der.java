package io.github.postalwebhooks.internal;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** DER of a public key (X.690), in either of its two structures. */
public final class Der {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    /** {@code rsaEncryption} (RFC 8017, A.1). */
    private static final byte[] RSA_ENCRYPTION = HexFormat.of().parseHex("2a864886f70d010101");

    private final byte[] bytes;
    private int at;

    private Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What the bytes are. */
    public enum Kind {
        /** A public key of RSA. */
        RSA,
        /** A public key of another algorithm. */
        OTHER_ALGORITHM,
        /** A private key. */
        PRIVATE,
        /** None of these. */
        NONE
    }

    /** What the bytes are, with the numbers of a key of RSA. */
    public record Key(Kind kind, BigInteger modulus, BigInteger exponent) {
        private static Key of(Kind kind) {
            return new Key(kind, BigInteger.ZERO, BigInteger.ZERO);
        }
    }

    /** Reads a {@code SubjectPublicKeyInfo} (RFC 5280) or an {@code RSAPublicKey} (RFC 8017). */
    public static Key read(byte[] der) {
        Der info = inner(der, SEQUENCE);
        Der algorithm = info == null ? null : info.next(SEQUENCE);
        if (info == null || algorithm == null) {
            return isPrivate(info) ? Key.of(Kind.PRIVATE) : pkcs1(der);
        }
        Der oid = algorithm.next(OBJECT_IDENTIFIER);
        Der key = info.next(BIT_STRING);
        if (oid == null || key == null || !info.isDone()) {
            return Key.of(Kind.NONE);
        }
        if (!Arrays.equals(oid.bytes, RSA_ENCRYPTION)) {
            return Key.of(Kind.OTHER_ALGORITHM);
        }
        // The first byte is the number of bits that are left out at the end.
        boolean isWhole = key.bytes.length > 0 && key.bytes[0] == 0;
        return isWhole ? pkcs1(Arrays.copyOfRange(key.bytes, 1, key.bytes.length)) : Key.of(Kind.NONE);
    }

    /** Private keys begin with their version, 0 or 1: in PKCS#8, PKCS#1 and SEC 1. */
    private static boolean isPrivate(@Nullable Der sequence) {
        if (sequence == null) {
            return false;
        }
        sequence.at = 0;
        Der version = sequence.next(INTEGER);
        return version != null && version.bytes.length == 1 && (version.bytes[0] == 0 || version.bytes[0] == 1);
    }

    private static Key pkcs1(byte[] der) {
        Der key = inner(der, SEQUENCE);
        BigInteger modulus = key == null ? null : key.number();
        BigInteger exponent = key == null ? null : key.number();
        if (key == null || modulus == null || exponent == null || !key.isDone()) {
            return Key.of(Kind.NONE);
        }
        return new Key(Kind.RSA, modulus, exponent);
    }

    /** What is in the one element that the bytes are; null if they are something else. */
    private static @Nullable Der inner(byte[] der, int tag) {
        Der outer = new Der(der);
        Der inner = outer.next(tag);
        return outer.isDone() ? inner : null;
    }

    private boolean isDone() {
        return at == bytes.length;
    }

    private @Nullable BigInteger number() {
        Der number = next(INTEGER);
        if (number == null || number.bytes.length == 0 || number.bytes[0] < 0) {
            return null;
        }
        boolean isPadded = number.bytes.length > 1 && number.bytes[0] == 0 && number.bytes[1] >= 0;
        return isPadded ? null : new BigInteger(number.bytes);
    }

    /** What is in the next element; null if that has another tag, or is not whole. */
    private @Nullable Der next(int tag) {
        if (at + 2 > bytes.length || (bytes[at] & 0xff) != tag) {
            return null;
        }
        int length = bytes[at + 1] & 0xff;
        int start = at + 2;
        if (length > 0x80) {
            int size = length - 0x80;
            if (size > 2 || start + size > bytes.length) {
                return null;
            }
            length = new BigInteger(1, bytes, start, size).intValue();
            start += size;
            // The length is written in the shortest form.
            if (length < 0x80 || size == 2 && length < 0x100) {
                return null;
            }
        }
        if (length == 0x80 && start == at + 2 || start + length > bytes.length) {
            return null;
        }
        at = start + length;
        return new Der(Arrays.copyOfRange(bytes, start, at));
    }

    /** Writes an {@code RSAPublicKey}. */
    public static byte[] pkcs1(BigInteger modulus, BigInteger exponent) {
        return element(SEQUENCE, element(INTEGER, modulus.toByteArray()), element(INTEGER, exponent.toByteArray()));
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        int size = length < 0x80 ? 0 : length < 0x100 ? 1 : 2;
        byte[] element = new byte[2 + size + length];
        element[0] = (byte) tag;
        element[1] = (byte) (size == 0 ? length : 0x80 + size);
        for (int n = 0; n < size; n++) {
            element[2 + n] = (byte) (length >> 8 * (size - 1 - n));
        }
        int to = 2 + size;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, element, to, part.length);
            to += part.length;
        }
        return element;
    }
}
