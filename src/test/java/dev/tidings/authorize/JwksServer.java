package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** An issuer's address, by https: answers with what a test wants, and counts how often it is asked. */
final class JwksServer implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final SSLContext tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Answer answer = exchange -> send(exchange, 200, keys());
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

    private JwksServer(SSLContext tls) throws IOException {
        this.tls = tls;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** @param certificate made by {@link #certificate} */
    static JwksServer start(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream from = Files.newInputStream(certificate)) {
            store.load(from, PASSWORD);
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return new JwksServer(tls);
    }

    /** Makes a certificate of {@code localhost} that signs itself. */
    static Path certificate(Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("localhost.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments = "-genkeypair -keyalg EC -groupname secp256r1 -alias localhost -dname CN=localhost"
                + " -ext san=dns:localhost -validity 2 -storetype PKCS12 -storepass " + new String(PASSWORD)
                + " -keystore " + file;
        List<String> command = new ArrayList<>(List.of(keytool.toString()));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        return file;
    }

    URI address() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/jwks.json");
    }

    /** Of somebody who trusts its certificate. */
    SSLSocketFactory trusting() {
        return tls.getSocketFactory();
    }

    int asked() {
        return asked.get();
    }

    void answers(Answer other) {
        answer = other;
    }

    void answers(String body) {
        answers(exchange -> send(exchange, 200, body));
    }

    /** Holds every answer back, until the latch that is returned is counted down. */
    CountDownLatch holds() {
        mayAnswer = new CountDownLatch(1);
        return mayAnswer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            mayAnswer.await();
            answer.to(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static String keys(Map<String, Object>... keys) {
        return JsonUtil.toJson(Map.of("keys", List.of(keys)));
    }

    static Map<String, Object> jwk(String kid, PublicKey key) {
        try {
            Map<String, Object> jwk = new LinkedHashMap<>(
                    PublicJsonWebKey.Factory.newPublicJwk(key).toParams(OutputControlLevel.PUBLIC_ONLY));
            if (kid != null) {
                jwk.put("kid", kid);
            }
            return jwk;
        } catch (JoseException unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What to do with a request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }
}
