package io.github.postalwebhooks;

import io.github.postalwebhooks.internal.Index;
import io.github.postalwebhooks.internal.Resources;
import java.util.ArrayList;
import java.util.List;

/** Bodies for tests: each event has some, among them {@code typical}. */
public final class Examples {
    private Examples() {}

    /**
     * The body of an event and a case.
     *
     * @param event the name of the event: {@code MessageSent}
     * @param name the case: {@code typical}
     * @return the body
     * @throws IllegalArgumentException if there is none
     */
    public static Example get(String event, String name) {
        if (!Index.EXAMPLES.getOrDefault(event, List.of()).contains(name)) {
            throw new IllegalArgumentException("no example " + event + "/" + name + "; Examples.all() has them all");
        }
        return new Example(event, name, Resources.text("examples/" + event + "/" + name + ".json"));
    }

    /**
     * All bodies, by event and case.
     *
     * @return the bodies
     */
    public static List<Example> all() {
        List<Example> examples = new ArrayList<>();
        Index.EXAMPLES.keySet().stream()
                .sorted()
                .forEach(event -> Index.EXAMPLES.get(event).forEach(name -> examples.add(get(event, name))));
        return examples;
    }
}
