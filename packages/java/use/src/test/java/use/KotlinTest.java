package use;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin sees what may be null. */
class KotlinTest {
    @TempDir
    Path out;

    private String compile(String source, ExitCode expected) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages),
                        "src/test/kotlin/" + source,
                        "-d",
                        out.toString(),
                        "-no-stdlib",
                        "-no-reflect",
                        "-Werror",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        System.getProperty("java.class.path"));
        assertEquals(expected, code, messages.toString());
        return messages.toString();
    }

    @Test
    void nullIsHandled() {
        compile("subjectOf.kt", ExitCode.OK);
    }

    @Test
    void nullIsForgotten() {
        String messages = compile("forgotten.kt", ExitCode.COMPILATION_ERROR);
        assertTrue(
                messages.contains("forgotten.kt:4:83: error: only safe (?.) or non-null asserted (!!.) calls are allowed"),
                messages);
    }
}
