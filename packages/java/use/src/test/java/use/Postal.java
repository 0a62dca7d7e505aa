package use;

import io.github.postalwebhooks.Example;
import io.github.postalwebhooks.Examples;
import io.github.postalwebhooks.KeySet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** A Postal installation with a key of its own, which sends signed requests. */
final class Postal {
    private final KeyPair pair;
    private final HttpClient client = HttpClient.newHttpClient();

    Postal() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    String jwks() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\""
                + url(key.getModulus().toByteArray()) + "\",\"e\":\"" + url(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private static String url(byte[] number) {
        byte[] digits = number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digits);
    }

    String kid() throws Exception {
        return KeySet.fromJwks(jwks()).keys().get(0).kid();
    }

    String signature(byte[] body) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    static byte[] body(String event, String name) {
        Example example = Examples.get(event, name);
        return example.text().getBytes(StandardCharsets.UTF_8);
    }

    /** The status of the answer to a body with the signature of another one, or of itself. */
    int post(int port, byte[] body, byte[] signed) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/postal"))
                .header("Content-Type", "application/json")
                .header("X-Postal-Signature-256", signature(signed))
                .header("X-Postal-Signature-Kid", kid())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(request.build());
    }

    int postUnsigned(int port, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/postal"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private int send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
