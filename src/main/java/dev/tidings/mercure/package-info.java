/**
 * The Mercure protocol, 1.0 (draft-dunglas-mercure-08): what its doors take and how they answer. What is conformant, and what
 * deviates, is in {@code src/site/markdown/protocol.md}, point by point. So is 0.x, the dialect before it, which has files of its
 * own.
 */
package dev.tidings.mercure;
