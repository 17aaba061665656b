package dev.tidings.operate;

import dev.tidings.authorize.Caller;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.IpAddress;
import dev.tidings.http.IpNetwork;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which streams are meant, for {@link Kick#all}. Texts are compared as they are, whole; {@link Predicate#and} narrows. An empty text is
 * refused: it would mean all those of whom nothing is known.
 *
 * <p><b>Threads:</b> safe for any.
 */
public final class Whom {

    private Whom() {}

    /** Whose token was issued by this issuer ({@code iss}), or who has {@linkplain dev.tidings.authorize.Identity#LOGIN logged in}. */
    public static Predicate<Subscriber> issuer(String issuer) {
        return is("an issuer", issuer, caller -> caller.identity().issuer());
    }

    /** Of whom a token speaks so ({@code sub}), whoever its issuer is, or who has logged in with this name. */
    public static Predicate<Subscriber> subject(String subject) {
        return is("a subject", subject, caller -> caller.identity().subject());
    }

    /** Whose token has this name ({@code jti}), whoever its issuer is. */
    public static Predicate<Subscriber> tokenId(String id) {
        return is("a token's id", id, caller -> caller.identity().tokenId());
    }

    /** Whose token has this hash, as {@link dev.tidings.authorize.Identity#tokenHash} has it. */
    public static Predicate<Subscriber> tokenHash(String hash) {
        return is("a token's hash", hash, caller -> caller.identity().tokenHash());
    }

    /** Whose request had this HTTP session. */
    public static Predicate<Subscriber> session(String id) {
        return is("a session's id", id, Caller::session);
    }

    /** Who would be sent a public update of this topic. */
    public static Predicate<Subscriber> topic(String topic) {
        requireFilled("a topic", topic);
        return subscriber -> subscriber.audience().wants(topic);
    }

    /**
     * Who is at this address, or in this network: {@code 192.0.2.7}, {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Predicate<Subscriber> address(String network) {
        IpNetwork meant = IpNetwork.parse(network);
        return subscriber -> caller(subscriber)
                .flatMap(caller -> IpAddress.parse(caller.address()))
                .filter(meant::contains)
                .isPresent();
    }

    private static Predicate<Subscriber> is(String what, String text, Function<Caller, String> of) {
        requireFilled(what, text);
        return subscriber -> caller(subscriber).map(of).filter(text::equals).isPresent();
    }

    private static void requireFilled(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty; leave it out, or say whose streams are meant");
        }
    }

    private static Optional<Caller> caller(Subscriber subscriber) {
        return subscriber.caller() instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }
}
