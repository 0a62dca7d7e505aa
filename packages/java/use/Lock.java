import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** Compares the jars of a folder with jars.lock, for Maven has no lock file of its own. */
public final class Lock {
    private Lock() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Set<String> differ = new TreeSet<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[1]), "*.jar")) {
            for (Path jar : jars) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                differ.add(HexFormat.of().formatHex(digest) + "  " + jar.getFileName());
            }
        }
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            // What is on one side alone stays.
            if (!differ.remove(line)) {
                differ.add(line);
            }
        }
        if (!differ.isEmpty()) {
            System.err.println("jars.lock and the jars differ:\n" + String.join("\n", differ));
            System.exit(1);
        }
    }
}
