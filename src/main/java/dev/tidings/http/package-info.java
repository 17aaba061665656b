/**
 * What the HTTP doors share: reading forms and queries, telling what went wrong, letting other origins in, and knowing the
 * address and the session of a client.
 */
package dev.tidings.http;
