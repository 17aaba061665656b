package dev.tidings.url;

/**
 * How often something stands one behind the other in a regular expression.
 *
 * @param re2 as RE2 says it
 * @param copies so many of it RE2 keeps
 */
record Quantifier(String re2, int copies) {

    static Quantifier read(Source source) {
        Quantifier quantifier = often(source);
        boolean lazy = !quantifier.re2().isEmpty() && source.take("?");
        return lazy ? new Quantifier(quantifier.re2() + "?", quantifier.copies()) : quantifier;
    }

    private static Quantifier often(Source source) {
        for (String sign : new String[] {"*", "+", "?"}) {
            if (source.take(sign)) {
                return new Quantifier(sign, 1);
            }
        }
        return source.take("{") ? counted(source) : new Quantifier("", 1);
    }

    private static Quantifier counted(Source source) {
        String count = source.upTo('}');
        int comma = count.indexOf(',');
        int atLeast = number(comma < 0 ? count : count.substring(0, comma), source);
        if (comma == count.length() - 1) {
            return new Quantifier("{" + atLeast + ",}", atLeast + 1);
        }
        int atMost = comma < 0 ? atLeast : number(count.substring(comma + 1), source);
        if (atMost < atLeast) {
            throw source.malformed("in {" + count + "} the second number is less than the first");
        }
        return new Quantifier("{" + atLeast + "," + atMost + "}", Math.max(atMost, 1));
    }

    private static int number(String digits, Source source) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw source.malformed("between { and } stand one or two numbers; write \\{ for the brace itself");
        }
        if (significant.length() > 3 || Integer.parseInt(significant) > Size.LARGEST) {
            throw source.malformed("nothing is repeated more than " + Size.LARGEST + " times");
        }
        return Integer.parseInt(significant);
    }

    /** Repeats what begins at a place and goes on to the end. */
    int appliedTo(StringBuilder text, int start) {
        if (!re2.isEmpty()) {
            text.insert(start, "(?:").append(')').append(re2);
        }
        return copies;
    }
}
