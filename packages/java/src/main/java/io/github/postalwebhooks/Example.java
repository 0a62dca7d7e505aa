package io.github.postalwebhooks;

/**
 * A body as Postal sends it, to the byte.
 *
 * @param event the name of the event
 * @param name what is special about the body, in a few words: {@code typical}, {@code without-tls}
 * @param text the body
 */
public record Example(String event, String name, String text) {}
