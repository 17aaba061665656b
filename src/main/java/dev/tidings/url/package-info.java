/**
 * URLs and patterns of URLs, as browsers read them: the WHATWG URL Standard and the WHATWG URL Pattern Standard.
 *
 * <p>Plain immutable values, safe to share between any threads. All that is done with one takes time linear in its length;
 * a match takes at most as many steps as the topic is long times the pattern is large, and a pattern's size is bounded.
 */
package dev.tidings.url;
