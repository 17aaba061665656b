/**
 * An application as there are many: people log in by a form and have a session, roles say who does what, and each sees what
 * concerns them. It has no word about streams but {@code @Streamed}, and carries the library jar.
 */
package dev.tidings.sales;
