/** What the HTTP doors share: reading forms and queries, telling what went wrong, and letting other origins in. */
package dev.tidings.http;
