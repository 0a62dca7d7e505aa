package io.github.postalwebhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the repository that tests read. */
final class Schema {
    static final Path ROOT = Path.of(System.getProperty("root", "../.."));
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Schema() {}

    static JsonNode json(String path) {
        return MAPPER.readTree(read(ROOT.resolve(path)));
    }

    /** The bodies of {@code schema/invalid}. */
    static List<byte[]> invalidBodies() {
        List<byte[]> bodies = new ArrayList<>();
        for (Path file : files("schema/invalid", ".json")) {
            String body = MAPPER.readTree(read(file)).get("body").toString();
            bodies.add(body.getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    static List<byte[]> examples() {
        return Examples.all().stream()
                .map(example -> example.text().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static List<Path> files(String folder, String end) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
