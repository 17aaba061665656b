package dev.tidings.authorize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Gets a small document from an address that an operator wrote: within a time and a size, and following nothing, so that
 * neither the other end nor whoever sends tokens decides where the hub connects to.
 *
 * @param tls how to connect by https
 */
record Download(URI address, Duration timeout, int bytes, SSLSocketFactory tls) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    Download {
        requireSafe(address);
    }

    /**
     * Refuses what somebody between could change.
     *
     * @throws IllegalArgumentException naming cause and fix
     */
    static void requireSafe(URI address) {
        String host = String.valueOf(address.getHost());
        boolean isSafe = "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && LOOPBACK.matcher(host).matches());
        if (!isSafe || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("keys are fetched by https, or by http from this machine only: write"
                    + " https://issuer.example/jwks.json, without a user");
        }
    }

    /**
     * Blocks: for the time at most while it connects, while each further piece of the head comes, and for the whole of the body.
     */
    String text() throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        var connection = (HttpURLConnection) address.toURL().openConnection();
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls);
        }
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the answer is " + connection.getResponseCode() + ", not 200");
            }
            try (InputStream body = connection.getInputStream()) {
                return read(body, end);
            }
        } finally {
            connection.disconnect();
        }
    }

    // The read timeout alone would bear with somebody who sends a byte now and then, for ever.
    private String read(InputStream body, long end) throws IOException {
        var read = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        for (int count = body.read(some); count >= 0; count = body.read(some)) {
            read.write(some, 0, count);
            if (read.size() > bytes) {
                throw new IOException("it has more than " + bytes + " bytes");
            }
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("it takes more than " + timeout);
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
