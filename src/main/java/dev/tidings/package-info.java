/**
 * Tidings carries business events from a Jakarta EE application to browsers over Server-Sent Events.
 *
 * <p>The rooms, in the order of the data: {@code publish}, {@code log}, {@code broadcast}, {@code subscribe}; all of them speak
 * the words of {@code event}. {@link dev.tidings.Hub} puts them together. Who may import whom is held by a test.
 */
package dev.tidings;
