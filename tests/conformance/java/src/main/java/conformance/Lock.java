package conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds the jars of the class path against jars.lock, for Maven has no lock file of its own. */
public class Lock {
    public static void main(String[] arguments) throws Exception {
        Set<String> locked = new TreeSet<>(Files.readAllLines(Path.of(arguments[0])));
        Set<String> present = new TreeSet<>();
        for (Path jar : jars()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            present.add(HexFormat.of().formatHex(digest) + "  " + jar.getFileName());
        }
        Set<String> differ = new TreeSet<>(present);
        differ.removeAll(locked);
        locked.removeAll(present);
        differ.addAll(locked);
        if (!differ.isEmpty()) {
            var names = differ.stream().map(line -> line.substring(line.indexOf("  ") + 2)).distinct().sorted().toList();
            String more = names.size() > 1 ? " and " + (names.size() - 1) + " more" : "";
            System.err.println("jars.lock does not match " + names.get(0) + more);
            System.exit(1);
        }
    }

    /** The version of a jar on the class path. */
    static String version(String artifact) {
        for (Path jar : jars()) {
            String name = jar.getFileName().toString();
            if (name.startsWith(artifact + "-")) {
                return name.substring(artifact.length() + 1, name.length() - ".jar".length());
            }
        }
        return "?";
    }

    private static List<Path> jars() {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        return List.of(entries).stream().filter(entry -> entry.endsWith(".jar")).map(Path::of).toList();
    }
}
