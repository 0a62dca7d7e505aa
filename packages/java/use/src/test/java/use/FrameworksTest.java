package use;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.github.postalwebhooks.KeySet;
import io.github.postalwebhooks.Verifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** The receivers of the README, each asked over a socket. */
class FrameworksTest {
    /** A right request gets 200, every other one 401; so does a right one that no version knows. */
    private static void check(Postal postal, int port) throws Exception {
        for (String event : new String[] {"MessageSent", "MessageBounced", "SendLimitExceeded"}) {
            byte[] body = Postal.body(event, "typical");
            byte[] other = body.clone();
            other[other.length - 3] ^= 1;
            assertEquals(200, postal.post(port, body, body));
            assertEquals(401, postal.post(port, other, body));
            assertEquals(401, postal.postUnsigned(port, body));
            assertEquals(401, new Postal().post(port, body, body));
        }
        byte[] notAnEvent = "{\"hello\": 1}".getBytes(StandardCharsets.UTF_8);
        assertEquals(200, postal.post(port, notAnEvent, notAnEvent));
    }

    private static Verifier verifier(Postal postal) throws Exception {
        return Verifier.of(KeySet.fromJwks(postal.jwks()));
    }

    @Test
    void httpServer() throws Exception {
        Postal postal = new Postal();
        HttpServer server = loaded("HttpReceiver", verifier(postal));
        try {
            check(postal, server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer loaded(String name, Verifier verifier) throws Exception {
        return (HttpServer) Class.forName(name)
                .getMethod("start", int.class, Verifier.class)
                .invoke(null, 0, verifier);
    }

    @Test
    void spring() throws Exception {
        Postal postal = new Postal();
        SpringApplication application = new SpringApplication(Class.forName("example.SpringReceiver"));
        try (var context = application.run(
                "--postal.jwks=" + postal.jwks(), "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN")) {
            check(postal, context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }
    }

    @Test
    void servlet(@TempDir Path folder) throws Exception {
        Postal postal = new Postal();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectory(folder.resolve("base")).toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        var servlet = (jakarta.servlet.Servlet) Class.forName("ServletReceiver")
                .getConstructor(Verifier.class)
                .newInstance(verifier(postal));
        Tomcat.addServlet(context, "postal", servlet);
        context.addServletMappingDecoded("/postal", "postal");
        tomcat.start();
        try {
            check(postal, tomcat.getConnector().getLocalPort());
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
