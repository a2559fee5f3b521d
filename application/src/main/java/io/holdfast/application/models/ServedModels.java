package io.holdfast.application.models;

import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The production versions that answer now, one for each contract name that has any. The whole set
/// is swapped at once; a request holds on to the one it began with.
public final class ServedModels {

    private static final System.Logger LOG = System.getLogger(ServedModels.class.getName());

    private final ModelRegistry registry;
    private final FeatureContracts contracts;
    private final ModelLoader loader;
    private final Set<ModelVersion> refused = new HashSet<>();
    private volatile Map<String, ServedModel> served = Map.of();

    public ServedModels(ModelRegistry registry, FeatureContracts contracts, ModelLoader loader) {
        this.registry = registry;
        this.contracts = contracts;
        this.loader = loader;
    }

    public Optional<ServedModel> of(String contractName) {
        return Optional.ofNullable(served.get(contractName));
    }

    /// In the order of their names.
    public List<ServedModel> all() {
        return List.copyOf(served.values());
    }

    /// Follows the registry. A version that cannot be loaded is logged and the one served before
    /// goes on. Callers at once take turns.
    public synchronized void refresh() {
        var next = new TreeMap<String, ServedModel>();
        for (var version : registry.production()) {
            var name = version.contract().name();
            var current = served.get(name);
            if (current != null && current.version().equals(version)) {
                next.put(name, current);
            } else {
                loadOnce(version)
                        .or(() -> Optional.ofNullable(current))
                        .ifPresent(model -> next.put(name, model));
            }
        }
        served = Collections.unmodifiableMap(next);
    }

    /// A version that was refused once is not fetched again at every look.
    private Optional<ServedModel> loadOnce(ModelVersion version) {
        if (refused.contains(version)) {
            return Optional.empty();
        }
        var loaded = load(version);
        if (loaded.isEmpty()) {
            refused.add(version);
        }
        return loaded;
    }

    private Optional<ServedModel> load(ModelVersion version) {
        var name = version.contract().name();
        var contract = contracts.find(version.contract());
        var artefact = registry.artefact(name, version.number());
        if (contract.isEmpty() || artefact.isEmpty()) {
            LOG.log(Level.ERROR, "{0} {1} has no contract or artefact", name, version.label());
            return Optional.empty();
        }
        return switch (loader.load(artefact.get())) {
            case ModelLoader.Outcome.Loaded(var model)
                    when !model.contract().equals(version.contract()) -> {
                LOG.log(
                        Level.ERROR,
                        "{0} {1} cannot be served: its artefact is of contract {2}",
                        name,
                        version.label(),
                        model.contract());
                yield Optional.empty();
            }
            case ModelLoader.Outcome.Loaded(var model) -> {
                LOG.log(
                        Level.INFO,
                        "serving {0} {1} ({2})",
                        name,
                        version.label(),
                        version.algorithm());
                yield Optional.of(new ServedModel(version, contract.get(), model));
            }
            case ModelLoader.Outcome.Unusable(var reason) -> {
                LOG.log(
                        Level.ERROR,
                        "{0} {1} cannot be served: {2}",
                        name,
                        version.label(),
                        reason);
                yield Optional.empty();
            }
        };
    }
}
