/**
 * Tidings carries business events from a Jakarta EE application to browsers over Server-Sent Events.
 *
 * <p>The rooms, in the order of the data: {@code publish}, {@code log}, {@code broadcast}, {@code subscribe}; all of them speak
 * the words of {@code event}, which knows URLs by {@code url}. Beside them {@code http}, {@code authorize} and {@code limit} serve the
 * doors, {@code presence} tells who is there, {@code mercure} is another pair of doors, {@code operate} is for operators, and
 * {@code example} is the WAR's own. {@link dev.tidings.Hub} puts them together. Who may import whom is held by a test.
 */
package dev.tidings;
