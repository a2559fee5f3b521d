package io.holdfast.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Locale;

/// How an adapter module is told from its packages: `adapters.web` with the entry `WebAdapter`.
final class Adapters {

    private static final String PREFIX = "adapters.";

    private Adapters() {}

    static boolean contains(Root root, JavaClass type) {
        return root.pathOf(type.getPackageName()).startsWith(PREFIX);
    }

    /// The module's one public type, or a type nested in it.
    static boolean isEntry(Root root, JavaClass type) {
        var path = root.pathOf(type.getPackageName());
        if (!path.startsWith(PREFIX)) {
            return false;
        }
        var module = path.substring(PREFIX.length());
        return outermost(type).getSimpleName().equals(capitalised(module) + "Adapter");
    }

    /// Whether `type` is the entry of the module that `inside` belongs to.
    static boolean isEntryFor(Root root, JavaClass type, JavaClass inside) {
        return isEntry(root, type)
                && (inside.getPackageName() + ".").startsWith(type.getPackageName() + ".");
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Adapters::outermost).orElse(type);
    }

    private static String capitalised(String module) {
        return module.substring(0, 1).toUpperCase(Locale.ROOT) + module.substring(1);
    }
}
