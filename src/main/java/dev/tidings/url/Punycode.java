package dev.tidings.url;

/** Letters outside of ASCII as letters within (RFC 3492). */
final class Punycode {

    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;

    private final StringBuilder encoded = new StringBuilder();
    private int bias = 72;

    private Punycode() {}

    /** The label without its {@code xn--}, in time quadratic in its length. */
    static String encode(String label) {
        var punycode = new Punycode();
        punycode.encode(label.codePoints().toArray());
        return punycode.encoded.toString();
    }

    // Section 6.3.
    private void encode(int[] points) {
        for (int c : points) {
            if (c < 0x80) {
                encoded.append((char) c);
            }
        }
        int basic = encoded.length();
        if (basic > 0) {
            encoded.append('-');
        }
        int handled = basic;
        int delta = 0;
        for (int n = 0x80; handled < points.length; n++, delta++) {
            int next = leastFrom(n, points);
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : points) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    append(delta);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }
    }

    private static int leastFrom(int n, int[] points) {
        int least = Character.MAX_CODE_POINT;
        for (int c : points) {
            if (c >= n && c < least) {
                least = c;
            }
        }
        return least;
    }

    private void append(int delta) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int t = Math.min(Math.max(k - bias, T_MIN), T_MAX);
            if (rest < t) {
                encoded.append(digit(rest));
                return;
            }
            encoded.append(digit(t + (rest - t) % (BASE - t)));
            rest = (rest - t) / (BASE - t);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    // Section 6.1.
    private static int adapted(int delta, int points, boolean first) {
        int rest = first ? delta / 700 : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * rest / (rest + 38);
    }
}
