package io.github.postalwebhooks;

/** The properties of Unicode by which texts of servers are read: Java's own methods have others. */
final class Unicode {
    private Unicode() {}

    /** White_Space. */
    static boolean isSpace(int c) {
        return c >= 0x09 && c <= 0x0d || c == 0x85 || Character.isSpaceChar(c);
    }

    /** Alphabetic, or a number: Nd, Nl, No. */
    static boolean isAlphanumeric(int c) {
        if (c < 128) {
            return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        }
        int type = Character.getType(c);
        return Character.isAlphabetic(c)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** Ideographs and kana, each of which is a word. */
    static boolean isWord(int c) {
        return c >= 0x3040 && c <= 0x30ff || c >= 0x3400 && c <= 0x9fff || c >= 0xf900 && c <= 0xfaff;
    }

    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    static String stripLeading(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }
}
