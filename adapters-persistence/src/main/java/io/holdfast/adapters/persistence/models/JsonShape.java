package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A JSON object while it is read strictly: every member that is missing, of the wrong type or
/// unknown becomes a violation, and reading goes on with a stand-in, so that all faults are named
/// at once. What was read counts only when `violations` stayed empty.
public final class JsonShape {

    private final JsonNode node;
    private final String pointer;
    private final List<Violation> violations;

    private JsonShape(JsonNode node, String pointer, List<Violation> violations) {
        this.node = node;
        this.pointer = pointer;
        this.violations = violations;
    }

    public static JsonShape root(JsonNode node, List<Violation> violations) {
        var shape = new JsonShape(node, "#", violations);
        shape.requireObject();
        return shape;
    }

    private void requireObject() {
        if (!node.isObject()) {
            fault(pointer, "must be an object");
        }
    }

    /// Names every member that is not among these.
    public void knows(Set<String> names) {
        for (var name : node.propertyNames()) {
            if (!names.contains(name)) {
                fault(pointer, "has an unknown member " + Violation.extract(name));
            }
        }
    }

    /// The names of all members, in their order.
    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    public boolean has(String name) {
        return node.has(name);
    }

    public void fault(String detail) {
        fault(pointer, detail);
    }

    public void faultAt(String name, String detail) {
        fault(at(name), detail);
    }

    private void fault(String at, String detail) {
        violations.add(new Violation(at, detail));
    }

    private String at(String name) {
        return pointer + "/" + name;
    }

    /// The database cannot keep a NUL in a text, nor half of a surrogate pair.
    private static boolean isText(JsonNode value) {
        return value.isString()
                && value.stringValue()
                        .codePoints()
                        .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    public String text(String name) {
        var value = node.path(name);
        if (!isText(value)) {
            fault(at(name), "must be a text");
            return "";
        }
        return value.stringValue();
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public double number(String name) {
        var value = node.path(name);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            fault(at(name), "must be a number");
            return 0;
        }
        return value.asDouble();
    }

    public double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    public int whole(String name) {
        var value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            fault(at(name), "must be a whole number");
            return 0;
        }
        return value.intValue();
    }

    public boolean bool(String name, boolean otherwise) {
        var value = node.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            fault(at(name), "must be true or false");
            return otherwise;
        }
        return value.booleanValue();
    }

    public boolean isText(String name) {
        return node.path(name).isString();
    }

    public boolean isObject(String name) {
        return node.path(name).isObject();
    }

    public JsonShape object(String name) {
        var shape = new JsonShape(node.path(name), at(name), violations);
        shape.requireObject();
        return shape;
    }

    public List<JsonShape> objects(String name) {
        var shapes = new ArrayList<JsonShape>();
        for (var element : array(name)) {
            var shape = new JsonShape(element, at(name) + "/" + shapes.size(), violations);
            shape.requireObject();
            shapes.add(shape);
        }
        return shapes;
    }

    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var element : array(name)) {
            if (!isText(element)) {
                fault(at(name) + "/" + texts.size(), "must be a text");
            }
            texts.add(element.asString(""));
        }
        return texts;
    }

    private Iterable<JsonNode> array(String name) {
        var value = node.path(name);
        if (!value.isArray()) {
            fault(at(name), "must be an array");
            return List.of();
        }
        return value;
    }
}
