/**
 * The way out: the stream resource, the sink that writes to a browser without ever waiting for it, and streams and
 * broadcasters for applications.
 */
package dev.tidings.subscribe;
