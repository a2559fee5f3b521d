package io.holdfast.domain.ingestion;

/// Names by a pattern: `*` stands for any characters, `?` for one; small and capital letters are
/// the same.
final class Glob {

    private Glob() {}

    /// In time proportional to both lengths multiplied, whatever the pattern.
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && isOne(pattern.charAt(p), name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean isOne(char pattern, char c) {
        return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(c);
    }
}
