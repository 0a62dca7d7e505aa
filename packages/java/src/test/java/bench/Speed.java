package bench;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.postalwebhooks.Classification;
import io.github.postalwebhooks.Examples;
import io.github.postalwebhooks.KeySet;
import io.github.postalwebhooks.Validator;
import io.github.postalwebhooks.Verifier;
import io.github.postalwebhooks.Webhooks;
import io.github.postalwebhooks.types.Webhook;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Time of each call, beside that of what a user would take instead. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Speed {
    @Param("MessageSent")
    public String event;

    private byte[] body;
    private String text;
    private Map<String, List<String>> headers;
    private byte[] signature;
    private RSAPublicKey key;
    private Verifier verifier;
    private Schema whole;
    private final com.fasterxml.jackson.databind.ObjectMapper two = new com.fasterxml.jackson.databind.ObjectMapper();
    private final ObjectMapper three = JsonMapper.shared();

    @Setup
    public void setUp() throws Exception {
        text = Examples.get(event, "typical").text();
        body = text.getBytes(StandardCharsets.UTF_8);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        key = (RSAPublicKey) pair.getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        KeySet keys = KeySet.fromPem(pem);
        verifier = Verifier.of(keys);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update(body);
        signature = signer.sign();
        headers = Map.of(
                "X-Postal-Signature-256", List.of(Base64.getEncoder().encodeToString(signature)),
                "X-Postal-Signature-KID", List.of(keys.keys().get(0).kid()));
        String path = "/io/github/postalwebhooks/schemas/2020-12/webhook.schema.json";
        try (InputStream in = Webhooks.class.getResourceAsStream(path)) {
            JsonNode schema = three.readTree(in);
            whole = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
        }
    }

    @Benchmark
    public Object parse() throws Exception {
        return Webhooks.parse(body);
    }

    @Benchmark
    public Object parseByJackson2() throws Exception {
        return two.readValue(body, Webhook.class);
    }

    @Benchmark
    public Object parseByJackson3() {
        return three.readValue(body, Webhook.class);
    }

    @Benchmark
    public Object parseToTreeByJackson3() {
        return three.readTree(body);
    }

    @Benchmark
    public Object validate() throws Exception {
        return Validator.tolerant().validate(body);
    }

    @Benchmark
    public Object validateByWholeSchema() {
        return whole.validate(three.readTree(body));
    }

    @Benchmark
    public Object validateTextByWholeSchema() {
        return whole.validate(text, InputFormat.JSON);
    }

    @Benchmark
    public Object verify() throws Exception {
        return verifier.verify(headers, body);
    }

    @Benchmark
    public boolean verifyBySignature() throws Exception {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key);
        check.update(body);
        return check.verify(signature);
    }

    @Benchmark
    public Object classify() {
        return Classification.of(
                "550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
                        + "550-5.1.1 double-checking the recipient's email address for typos or\n"
                        + "550 5.1.1 unnecessary spaces.",
                "Permanent SMTP delivery error when sending to 192.0.2.1:25 (mx.example.com)");
    }
}
