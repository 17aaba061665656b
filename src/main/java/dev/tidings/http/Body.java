package dev.tidings.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The body of a request, in UTF-8 and within its limit. */
public final class Body {

    public static final String FORM = "application/x-www-form-urlencoded";

    /** What bounds it, unless it is bounded closer. */
    private static final String SETTING = "tidings.publish.body-bytes";

    private final String type;
    private final byte[] bytes;

    private Body(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * Reads it all.
     *
     * @param limit in bytes
     * @throws ProblemException 413, or 415 if it is compressed or not in UTF-8
     */
    public static Body read(HttpServletRequest request, InputStream body, int limit) throws IOException {
        return read(request, body, limit, SETTING);
    }

    /**
     * Reads it all.
     *
     * @param limit in bytes
     * @param by what sets the limit
     * @throws ProblemException 413, or 415 if it is compressed or not in UTF-8
     */
    public static Body read(HttpServletRequest request, InputStream body, int limit, String by) throws IOException {
        byte[] bytes = bytes(body, limit, by);
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        requirePlainUtf8(type, request.getHeader("Content-Encoding"));
        return new Body(type.split(";", 2)[0].trim(), bytes);
    }

    private static byte[] bytes(InputStream body, int limit, String by) throws IOException {
        byte[] bytes = new BoundedStream(body, limit).readAllBytes();
        if (bytes.length > limit) {
            String detail = new TooLargeException("the body", limit, by).getMessage();
            throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, detail).exception();
        }
        return bytes;
    }

    private static void requirePlainUtf8(String type, String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("a body with Content-Encoding is not accepted; send it plain");
        }
        if (type.contains("charset=") && !type.contains("charset=utf-8") && !type.contains("charset=\"utf-8\"")) {
            throw unsupported("only UTF-8 is accepted; leave the charset out, or say utf-8");
        }
    }

    /** Says what to send instead. */
    public static RuntimeException unsupported(String detail) {
        return Problem.of(Status.UNSUPPORTED_MEDIA_TYPE, detail).exception();
    }

    /** Its media type, in lower case and without parameters. */
    public String type() {
        return type;
    }

    /** All of it. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * What a form consists of.
     *
     * @throws ProblemException 415 if it is none
     */
    public byte[] form() {
        if (!type.equals(FORM)) {
            throw unsupported("send " + FORM + ", as the Content-Type says");
        }
        return bytes;
    }
}
