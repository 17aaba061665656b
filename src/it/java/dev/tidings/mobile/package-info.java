/** An application whose login is MicroProfile JWT. Its business is that of {@link dev.tidings.sales}. */
package dev.tidings.mobile;
