/** The way out: the stream resource, and the sink that writes to a browser without ever waiting for it. */
package dev.tidings.subscribe;
