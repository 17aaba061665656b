/** How many at once, and how often: for each address, each subject, whatever the key. Plain Java. */
package dev.tidings.limit;
