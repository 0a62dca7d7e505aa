package io.github.postalwebhooks.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of the jar. */
public final class Resources {
    private Resources() {}

    /** The bytes of a file, by its path below the root package. */
    public static byte[] bytes(String path) {
        try (InputStream in = Resources.class.getResourceAsStream("/io/github/postalwebhooks/" + path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not in the jar; repackage it with its resources");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }
}
