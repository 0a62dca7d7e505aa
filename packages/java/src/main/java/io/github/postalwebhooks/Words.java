package io.github.postalwebhooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Words of a text: servers write the same sentence with other capitals, punctuation, accents and line breaks.
 *
 * @param fold letters with an accent, each with the plain one
 */
record Words(Map<Integer, Integer> fold) {
    /**
     * A word.
     *
     * @param text the word in lower case and without accents; {@code @} for an e-mail address
     * @param sentence the number of its sentence
     */
    record Word(String text, int sentence) {}

    /** The words of some lines. A line break ends a word, but no sentence. */
    List<Word> of(Iterable<String> lines) {
        List<Word> words = new ArrayList<>();
        int sentence = 0;
        for (String line : lines) {
            int start = 0;
            for (int at = 0; at <= line.length(); at++) {
                if (at < line.length() && !isSeparator(line.charAt(at))) {
                    continue;
                }
                if (at > start) {
                    String token = line.substring(start, at);
                    addWords(token, sentence, words);
                    sentence += ".!?;".indexOf(token.charAt(token.length() - 1)) >= 0 ? 1 : 0;
                }
                start = at + 1;
            }
        }
        return words;
    }

    private static boolean isSeparator(char c) {
        return "<>()[]\",:".indexOf(c) >= 0 || Unicode.isSpace(c);
    }

    private void addWords(String token, int sentence, List<Word> words) {
        String text = token;
        if (isAddress(text)) {
            words.add(new Word("@", sentence));
            // `a@example.com...User unknown`
            int dots = text.indexOf("..");
            text = dots < 0 ? "" : text.substring(dots + 2);
        }
        // What a URL asks for says nothing: `?ip=192.0.2.1`.
        int question = text.indexOf('?');
        text = question < 0 ? text : text.substring(0, question);
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (Unicode.isWord(c)) {
                end(word, sentence, words);
                words.add(new Word(Character.toString(c), sentence));
            } else if (Unicode.isAlphanumeric(c)) {
                append(word, c);
            } else if (c != '\'' && c != '’' && c != '`') {
                end(word, sentence, words);
            }
        }
        end(word, sentence, words);
    }

    /** {@code a@example.com}, or the {@code @} of a phrase; no URL without its scheme, whose host says something. */
    private static boolean isAddress(String token) {
        int at = token.indexOf('@');
        return token.equals("@") || at > 0 && at < token.length() - 1 && !token.startsWith("//");
    }

    private void append(StringBuilder word, int c) {
        if (c < 128) {
            word.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
            return;
        }
        Integer plain = fold.get(c);
        if (plain != null) {
            word.appendCodePoint(plain);
        } else {
            word.append(Character.toString(c).toLowerCase(Locale.ROOT));
        }
    }

    private static void end(StringBuilder word, int sentence, List<Word> words) {
        if (word.length() > 0) {
            words.add(new Word(word.toString(), sentence));
            word.setLength(0);
        }
    }
}
