package io.holdfast.adapters.web.scoring;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The name that a client may send along with a product to read it again in the answer; no feature
/// of any contract.
final class ProductName {

    static final String MEMBER = "product_name";
    static final int MAX_LENGTH = 200;

    private static final Violation FAULT =
            Violation.at(
                    MEMBER,
                    "must be a text of at most %d characters without control characters"
                            .formatted(MAX_LENGTH));

    private ProductName() {}

    static Optional<String> of(Map<String, FieldValue> fields) {
        return fields.get(MEMBER) instanceof FieldValue.Text(var name) && isValid(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    private static boolean isValid(String name) {
        return name.codePointCount(0, name.length()) <= MAX_LENGTH
                && name.codePoints().noneMatch(Character::isISOControl);
    }

    /// The fields that the contract is to read. A name that is not valid stays among them: the
    /// contract then refuses it along with every other fault, and `worded` says why.
    static Map<String, FieldValue> without(Map<String, FieldValue> fields) {
        boolean absent =
                fields.getOrDefault(MEMBER, new FieldValue.Null()) instanceof FieldValue.Null;
        if (!absent && of(fields).isEmpty()) {
            return fields;
        }
        var rest = new HashMap<>(fields);
        rest.remove(MEMBER);
        return rest;
    }

    static List<Violation> worded(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.pointer().equals(FAULT.pointer()) ? FAULT : violation)
                .toList();
    }
}
