/**
 * The words of the house: an update, its id, the matchers that ask for it, and its bytes on the wire.
 *
 * <p>Plain immutable values, safe to share between any threads. A value that exists is a valid one: what must not get
 * in (control characters, reserved names) is refused by the constructor, so no later room can forget to.
 */
package dev.tidings.event;
