/** An application of somebody else, as small as can be: it fires events of its own, and carries the library jar. */
package dev.tidings.orders;
