/** Who may listen, and who may publish. */
package dev.tidings.authorize;
