/** Who is there: the active subscriptions of Mercure, and the people behind them. */
package dev.tidings.presence;
