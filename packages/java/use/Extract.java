import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the project of a user from the README: its dependencies, and its Java and Kotlin as source files. */
public final class Extract {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\\b(?:class|record|fun) (\\w+)");

    private Extract() {}

    public static void main(String[] arguments) throws IOException {
        Path readme = Path.of(arguments[0]);
        Path template = Path.of(arguments[1]);
        Path project = Path.of(arguments[2]);
        copy(template.resolve("src"), project.resolve("src"));
        List<String> dependencies = new ArrayList<>();
        int sources = 0;
        Matcher block = BLOCK.matcher(Files.readString(readme));
        while (block.find()) {
            String text = block.group(2);
            switch (block.group(1)) {
                case "xml" -> dependencies.add(text);
                case "java" -> {
                    String folder = text.startsWith("package example;") ? "example/" : "";
                    write(project.resolve("src/main/java/" + folder + name(text) + ".java"), text);
                    sources++;
                }
                case "kotlin" -> write(project.resolve("src/test/kotlin/" + name(text) + ".kt"), text);
                default -> {
                    // Commands and what they print.
                }
            }
        }
        if (dependencies.size() != 2 || sources < 6) {
            throw new IllegalStateException("README.md has other blocks than this program knows");
        }
        String version = version(Files.readString(template.resolveSibling("pom.xml")));
        if (!version.equals(version(dependencies.get(0)))) {
            throw new IllegalStateException("README.md names another version than " + version + "; write this one");
        }
        String pom = Files.readString(template.resolve("pom.xml"));
        write(project.resolve("pom.xml"), pom.replace("<!-- README.md -->", String.join("\n", dependencies)));
    }

    private static String version(String pom) {
        int start = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(start, pom.indexOf("</version>", start));
    }

    private static String name(String source) {
        Matcher matcher = CLASS.matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException("a block of README.md names no class or function");
        }
        return matcher.group(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(to.resolve(from.relativize(file).toString()), Files.readString(file));
            }
        }
    }

    /** Nothing of an older README stays. */
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
