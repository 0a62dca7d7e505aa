package use;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At run time the package needs no other jar. */
class AloneTest {
    private static final String PROGRAM =
            """
            import io.github.postalwebhooks.*;
            class Alone {
                public static void main(String[] arguments) throws Exception {
                    var webhook = Webhooks.parse(Examples.get("MessageSent", "typical").text().getBytes("UTF-8"));
                    System.out.print(webhook.event() + " " + Classification.of("552 5.2.2 Over quota", null).kind());
                }
            }
            """;

    @Test
    void runs(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Alone.java"), PROGRAM);
        String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> new File(entry).getName().startsWith("postal-webhooks-"))
                .findFirst()
                .orElseThrow();
        Process java = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "--class-path", jar, source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes());
        // The compiler warns that the annotations are not there.
        assertEquals("MessageSent MAILBOX_FULL", printed.lines().reduce((first, last) -> last).orElse(""));
        assertEquals(0, java.waitFor());
    }
}
