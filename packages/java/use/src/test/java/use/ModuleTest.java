package use;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular program finds the module by its name, and Jackson finds the types in it. */
class ModuleTest {
    private static final String[] JARS = {
        "postal-webhooks-", "jackson-annotations-", "jspecify-", "jackson-core-3", "jackson-databind-3"
    };

    private static String jars(String... names) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(names).anyMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void compilesAndRuns(@TempDir Path out) throws Exception {
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        int status = javac.run(
                System.out, System.err, "--release", "17", "-Xlint:all", "-Werror", "-d", out.toString(), "--module-path",
                jars(JARS), "src/test/module/module-info.java",
                "src/test/module/app/Main.java");
        assertEquals(0, status);
        Process java = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java", "--module-path",
                        out + File.pathSeparator + jars(JARS), "--module", "app/app.Main"))
                .redirectErrorStream(true)
                .start();
        assertEquals("MessageSent true MAILBOX_FULL", new String(java.getInputStream().readAllBytes()));
        assertEquals(0, java.waitFor());
    }
}
