package io.github.postalwebhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated code of small schemas compiles without a warning, and reads and writes their examples. */
class GoldenTest {
    /** Where the schema of each tree is. */
    private static final Map<String, String> SCHEMAS =
            Map.of("constructs", "schema", "strange", "strange/schema", "bare", "bare/schema");

    @ParameterizedTest
    @ValueSource(strings = {"constructs", "strange", "bare"})
    void compilesAndReads(String tree, @TempDir Path out) throws Exception {
        List<Path> sources = new ArrayList<>(Schema.files("tests/golden/java/" + tree, ".java"));
        assertFalse(sources.isEmpty());
        String main = "packages/java/src/main/java/io/github/postalwebhooks/";
        sources.addAll(Schema.files(main + "internal", ".java"));
        sources.add(Schema.ROOT.resolve(main + "Timestamp.java"));
        sources.add(Schema.ROOT.resolve("packages/java/src/test/golden/Golden.java"));
        compile(sources, out);

        List<String> examples = Schema.files("tests/golden/" + SCHEMAS.get(tree) + "/examples", ".json").stream()
                .map(Path::toString)
                .toList();
        assertFalse(examples.isEmpty());
        List<URL> urls = new ArrayList<>(List.of(out.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        // Apart from the types of the package, which have the same names.
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), platform)) {
            var program = loader.loadClass("Golden").getMethod("main", String[].class);
            program.invoke(null, (Object) examples.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static void compile(List<Path> sources, Path out) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter messages = new StringWriter();
            List<String> options = List.of(
                    "--release", "17", "-proc:none", "-Xlint:all,-processing", "-Xdoclint:all,-missing", "-Werror",
                    "-d", out.toString());
            boolean isCompiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertEquals("", messages.toString());
            assertTrue(isCompiled && Files.exists(out.resolve("Golden.class")));
        }
    }
}
