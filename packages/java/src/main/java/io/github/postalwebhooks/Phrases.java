package io.github.postalwebhooks;

import io.github.postalwebhooks.Words.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The phrases of all rules, found in a text all at once: by the word that each begins with. */
final class Phrases {
    /**
     * A phrase that stands in a text.
     *
     * @param rule the place of its rule
     * @param phrase the phrase
     */
    record Found(int rule, String phrase) {}

    private record Phrase(Found found, List<List<String>> parts) {}

    private final Words words;
    private final int gap;
    private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();

    Phrases(Words words, int gap, List<Rules.Rule> rules) {
        this.words = words;
        this.gap = gap;
        for (int at = 0; at < rules.size(); at++) {
            for (String text : rules.get(at).phrases()) {
                List<List<String>> parts = new ArrayList<>();
                for (String part : text.split(" … ")) {
                    parts.add(words.of(List.of(part)).stream().map(Word::text).toList());
                }
                Phrase phrase = new Phrase(new Found(at, text), parts);
                byFirstWord
                        .computeIfAbsent(parts.get(0).get(0), first -> new ArrayList<>())
                        .add(phrase);
            }
        }
    }

    Words words() {
        return words;
    }

    /** The phrases that stand in the lines: those at an earlier word first, and then in their own order. */
    List<Found> find(List<String> lines) {
        List<Word> text = words.of(lines);
        List<Found> found = new ArrayList<>();
        for (int place = 0; place < text.size(); place++) {
            for (Phrase phrase : byFirstWord.getOrDefault(text.get(place).text(), List.of())) {
                if (standsAt(phrase, text, place)) {
                    found.add(phrase.found);
                }
            }
        }
        return found;
    }

    private boolean standsAt(Phrase phrase, List<Word> text, int place) {
        int end = endOf(phrase.parts.get(0), text, place);
        for (int n = 1; n < phrase.parts.size() && end >= 0; n++) {
            end = endAfterGap(phrase.parts.get(n), text, end);
        }
        return end >= 0;
    }

    /** The place behind the part, which begins within the gap and in the sentence of the word before it; -1 if none. */
    private int endAfterGap(List<String> part, List<Word> text, int from) {
        int sentence = text.get(from - 1).sentence();
        for (int at = from; at <= from + gap && at < text.size() && text.get(at).sentence() == sentence; at++) {
            int end = endOf(part, text, at);
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private static int endOf(List<String> part, List<Word> text, int place) {
        int end = place + part.size();
        if (end > text.size()) {
            return -1;
        }
        for (int n = 0; n < part.size(); n++) {
            if (!text.get(place + n).text().equals(part.get(n))) {
                return -1;
            }
        }
        return end;
    }
}
