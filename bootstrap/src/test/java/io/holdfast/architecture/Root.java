package io.holdfast.architecture;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// The root package that a rule is built for: the program's own, or the one of the violators, which
/// mirrors it. Remembers which packages a rule asked for, since ArchUnit is content with a rule
/// about a package that does not exist.
final class Root {

    static final String PROGRAM = "io.holdfast";
    static final String VIOLATORS = "io.holdfast.architecture.violations";

    private final String name;
    private final Set<String> asked = new LinkedHashSet<>();

    Root(String name) {
        this.name = name;
    }

    boolean isProgram() {
        return name.equals(PROGRAM);
    }

    /// Everything under the root, as a package pattern.
    String everything() {
        return name + "..";
    }

    /// A package and all below it, as a package pattern: `under("domain")`.
    String under(String path) {
        return in(path) + "..";
    }

    /// The name of one package.
    String in(String path) {
        var full = name + "." + path;
        asked.add(full);
        return full;
    }

    /// The package's path below the root; empty for a package elsewhere or the root itself.
    String pathOf(String packageName) {
        return packageName.startsWith(name + ".") ? packageName.substring(name.length() + 1) : "";
    }

    Set<String> asked() {
        return Collections.unmodifiableSet(asked);
    }
}
