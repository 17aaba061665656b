package dev.tidings.http;

import java.util.Set;

/** Whether one word is a slip of the finger away from another. */
public final class Typo {

    private Typo() {}

    /**
     * Refuses names that are almost one of those we know, and would otherwise be ignored without a word. Others pass:
     * clients add parameters of their own, to get round caches for instance.
     *
     * @throws IllegalArgumentException naming both
     */
    public static void refuse(Set<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                known.stream().filter(each -> isBetween(name, each)).findFirst().ifPresent(meant -> {
                    throw new IllegalArgumentException(
                            "unknown parameter \"" + name + "\"; did you mean \"" + meant + "\"?");
                });
            }
        }
    }

    /** One letter too many, too few, wrong, or in the other case; or two neighbours exchanged. */
    static boolean isBetween(String one, String other) {
        if (one.equals(other) || Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        if (one.equalsIgnoreCase(other)) {
            return true;
        }
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return one.length() == other.length()
                ? tail(one, same + 1).equals(tail(other, same + 1)) || isExchanged(one, other, same)
                : tail(longer(one, other), same + 1).equals(tail(shorter(one, other), same));
    }

    private static boolean isExchanged(String one, String other, int at) {
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && tail(one, at + 2).equals(tail(other, at + 2));
    }

    private static String longer(String one, String other) {
        return one.length() > other.length() ? one : other;
    }

    private static String shorter(String one, String other) {
        return one.length() > other.length() ? other : one;
    }

    private static String tail(String text, int from) {
        return text.substring(from);
    }
}
