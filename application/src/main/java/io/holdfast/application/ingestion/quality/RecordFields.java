package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.Floor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is wrong with the fields of records, by a contract, and how often.
final class RecordFields {

    record Fault(QualityDimension kind, String field, String message) {}

    /// @param numbers of the numeric features, in their order; not a number where there is none
    /// @param comparable whether something in it could be held against something else
    record Read(double[] numbers, boolean comparable) {}

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();

    private final FeatureContract contract;
    private final Set<String> known;
    private final List<Feature> unbounded;
    private final int[] numeric;
    private final long[] values;
    private final long[] missing;
    private final long[] faulty;
    private long anonymous;

    RecordFields(FeatureContract contract) {
        this.contract = contract;
        known = new HashSet<>(contract.columns());
        known.addAll(contract.ignored());
        unbounded = contract.features().stream().map(RecordFields::unbounded).toList();
        int count = contract.features().size();
        numeric =
                IntStream.range(0, count)
                        .filter(i -> contract.features().get(i) instanceof Feature.Numeric)
                        .toArray();
        values = new long[count];
        missing = new long[count];
        faulty = new long[count];
    }

    /// Takes any number where the feature takes some.
    private static Feature unbounded(Feature feature) {
        return switch (feature) {
            case Feature.Numeric(var name, var unit, var _, var _, var _, var _, var _) ->
                    new Feature.Numeric(
                            name,
                            unit,
                            -Double.MAX_VALUE,
                            Double.MAX_VALUE,
                            false,
                            REFUSED,
                            REFUSED);
            case Feature.Categorical _, Feature.Flag _ -> feature;
        };
    }

    /// The names of the numeric features.
    List<String> numeric() {
        return Arrays.stream(numeric).mapToObj(i -> contract.features().get(i).name()).toList();
    }

    Read read(Map<String, FieldValue> fields, Entity.Identity identity, List<Fault> faults) {
        readIdentifier(fields.get(contract.identifier()), identity, faults);
        var numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = read(i, fields.get(contract.features().get(i).name()), faults);
        }
        boolean comparable = false;
        for (var floor : contract.floors()) {
            comparable |= compare(floor, numbers, faults);
        }
        for (var name : fields.keySet()) {
            if (!known.contains(name)) {
                faults.add(
                        new Fault(
                                QualityDimension.FIELD,
                                name,
                                "is not a field of contract " + contract.id()));
            }
        }
        return new Read(Arrays.stream(numeric).mapToDouble(i -> numbers[i]).toArray(), comparable);
    }

    private void readIdentifier(
            @Nullable FieldValue given, Entity.Identity identity, List<Fault> faults) {
        if (given == null || given instanceof FieldValue.Null) {
            anonymous++;
        } else if (identity instanceof Entity.Anonymous) {
            faults.add(
                    new Fault(
                            QualityDimension.FIELD,
                            contract.identifier(),
                            "must be a text of 1 to %d characters without control characters"
                                    .formatted(FeatureContract.MAX_IDENTIFIER_LENGTH)));
        }
    }

    /// @return the number that is there, in range or not; not a number where there is none
    private double read(int number, @Nullable FieldValue value, List<Fault> faults) {
        var feature = contract.features().get(number);
        if (value == null || value instanceof FieldValue.Null) {
            missing[number]++;
            return missing(feature, feature.absent(), "is required", faults);
        }
        if (value instanceof FieldValue.Text(var text) && text.isBlank()) {
            missing[number]++;
            return missing(feature, feature.blank(), "must not be blank", faults);
        }
        values[number]++;
        var strict = feature.parse(value);
        var loose =
                unbounded.get(number).parse(value) instanceof Feature.Parsed.Encoded(var found)
                        ? found
                        : Double.NaN;
        if (strict instanceof Feature.Parsed.Invalid(var detail)) {
            faulty[number]++;
            faults.add(
                    new Fault(
                            isOutside(feature, loose)
                                    ? QualityDimension.RANGE
                                    : QualityDimension.FIELD,
                            feature.name(),
                            detail));
        }
        return loose;
    }

    private static boolean isOutside(Feature feature, double value) {
        return feature instanceof Feature.Numeric numeric
                && (value < numeric.min() || value > numeric.max());
    }

    private static double missing(
            Feature feature, Feature.Missing rule, String refusal, List<Fault> faults) {
        switch (rule) {
            case Feature.Missing.Refused() ->
                    faults.add(new Fault(QualityDimension.COMPLETENESS, feature.name(), refusal));
            case Feature.Missing.Unknown _,
                    Feature.Missing.Constant _,
                    Feature.Missing.Multiple _,
                    Feature.Missing.Quotient _ -> {
                // It may be missing.
            }
        }
        return Double.NaN;
    }

    /// A floor that has its numbers. What is filled in is not held against what was given.
    ///
    /// @return whether it has
    private boolean compare(Floor floor, double[] numbers, List<Fault> faults) {
        int compared = contract.indexOf(floor.feature());
        double least = floor.factor();
        for (var name : floor.of()) {
            least *= numbers[contract.indexOf(name)];
        }
        if (Double.isNaN(least) || Double.isNaN(numbers[compared])) {
            return false;
        }
        if (numbers[compared] < least) {
            faulty[compared]++;
            faults.add(
                    new Fault(
                            QualityDimension.CONSISTENCY,
                            floor.feature(),
                            "must be at least %s, which is %s times %s"
                                    .formatted(
                                            Figures.plain(least),
                                            Figures.plain(floor.factor()),
                                            String.join(" times ", floor.of()))));
        }
        return true;
    }

    /// Of the fields that were not always there, the identifier first.
    Map<String, Long> missing() {
        var counts = new LinkedHashMap<String, Long>();
        if (anonymous > 0) {
            counts.put(contract.identifier(), anonymous);
        }
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] > 0) {
                counts.put(contract.features().get(i).name(), missing[i]);
            }
        }
        return counts;
    }

    List<QualityReport.FieldFigures> figures(String subject, RecordSample.Strange strange) {
        var figures = new ArrayList<QualityReport.FieldFigures>();
        for (int i = 0; i < values.length; i++) {
            var name = contract.features().get(i).name();
            figures.add(
                    new QualityReport.FieldFigures(
                            subject,
                            name,
                            values[i],
                            missing[i],
                            faulty[i],
                            strange.at(name).numbers(),
                            strange.at(name).outliers()));
        }
        return List.copyOf(figures);
    }
}
