/**
 * An application as there are many: people log in by a form and have a session, roles say who does what, and each sees what
 * concerns them. It carries the library jar; all that it says of streams is {@code @Streamed}, what a login grants, and whose streams
 * end when duties change.
 */
package dev.tidings.sales;
