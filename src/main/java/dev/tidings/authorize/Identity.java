package dev.tidings.authorize;

import java.time.Instant;

/**
 * Who somebody is, as far as their token or the application's own login says, and what they may do.
 *
 * @param issuer who says so; {@link #LOGIN} if the server does
 * @param subject empty if the token names none
 * @param tokenId what the issuer calls the token ({@code jti}), which it alone can tell from others; empty if it has no name
 * @param tokenHash SHA-256 of what the issuer signed, in hexadecimal; safe to keep and to show, unlike the token. The
 *     signature is left out, as its holder can often write it in another way: two hashes would be two callers. Empty without a token
 * @param expiresAt until when all this holds
 */
public record Identity(
        String issuer, String subject, String tokenId, String tokenHash, Instant expiresAt, Grants grants) {

    /** Who says it of those who have logged in. */
    public static final String LOGIN = "urn:tidings:login";

    /** Nobody in particular, who may see what is public. */
    public static final Identity ANONYMOUS = new Identity("", "", "", Instant.MAX, Grants.NONE);

    /** Whoever sits at the hub's machine, where it is a playground. */
    static final Identity PLAYGROUND = new Identity("", "", "", Instant.MAX, Grants.PUBLISH_ALL);

    /** Whose token has no name. */
    public Identity(String issuer, String subject, String tokenHash, Instant expiresAt, Grants grants) {
        this(issuer, subject, "", tokenHash, expiresAt, grants);
    }

    /** Whoever has logged in by this name. How long that holds nobody knows beforehand. */
    static Identity loggedIn(String name, Grants grants) {
        return new Identity(LOGIN, name, "", Instant.MAX, grants);
    }

    /** Whether they are known by a token of Mercure 0.x, and so speak that. */
    public boolean speaks0x() {
        return issuer.equals(Mercure0x.ISSUER);
    }

    /**
     * A name that is nobody else's, made of one that this one has chosen: what one calls so does not stand in the way of what
     * another does.
     */
    public String own(String name) {
        return issuer.isEmpty() ? name : issuer + " " + subject.length() + " " + subject + " " + name;
    }
}
