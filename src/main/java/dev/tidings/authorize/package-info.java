/** Who may: listen, publish, end streams; and who somebody is, by a token or by the application's own login. */
package dev.tidings.authorize;
