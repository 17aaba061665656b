package dev.tidings.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class of CDI events that browsers are to see.
 *
 * <pre>{@code
 * @Streamed(topic = "orders/{id}", type = "order-placed")
 * public record OrderPlaced(long id, BigDecimal total) {}
 *
 * @Inject Event<OrderPlaced> placed;
 * placed.fire(new OrderPlaced(42, total));
 * }</pre>
 *
 * <p>The event is rendered to JSON (JSON-B) when it is fired. Fired inside a transaction it is sent after the commit, in
 * the order of firing, and never after a rollback; without a transaction it is sent at once. An asynchronous event
 * ({@code fireAsync}) knows no transaction and is sent at once.
 *
 * <p>The class is to be public, as not every server's JSON-B renders others. An event that cannot be rendered is logged as an
 * error and not sent. It never breaks the code that fired it. What an observer fires while its transaction is being rolled back
 * ({@code TransactionPhase.AFTER_FAILURE}) is not sent on every server; {@code fireAsync} is.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Streamed {

    /**
     * The topics it is published under, the canonical one first. A {@link UriTemplate}: variables are the event's record
     * components, getters or public fields of that name.
     */
    String[] topic();

    /** The {@code event} field; without one, browsers hear it with {@code onmessage}. */
    String type() default "";

    /** Whether only those see it who were granted one of its topics. */
    boolean isPrivate() default false;

    /**
     * The roles of the application's own login whose holders see it, under whichever of its topics they hear it. With one of
     * them it is private, and has a {@link RoleTopic} for each; variables are not filled in.
     *
     * <p>Who listens is asked for the roles that are known when the stream is opened: those of all types for which there is
     * an injection point {@code Event<ThatType>} or an observer in the application, and those in the setting
     * {@code tidings.roles}. A role that is known for no other reason than that an event was fired comes too late.
     */
    String[] rolesAllowed() default {};
}
