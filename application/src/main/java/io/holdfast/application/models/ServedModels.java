package io.holdfast.application.models;

import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The rollouts that answer now, one for each contract name that has any. The whole set is swapped
/// at once; a request holds on to the one it began with.
public final class ServedModels {

    private static final System.Logger LOG = System.getLogger(ServedModels.class.getName());

    private static final int PAST_MAX = 8;

    private record Version(String contractName, int number) {}

    private final Rollouts rollouts;
    private final VersionLoader loader;
    private final Set<Version> refused = new HashSet<>();
    private final LinkedHashMap<Version, ServedModel> past = new LinkedHashMap<>();
    private volatile Map<String, ServedRollout> served = Map.of();

    public ServedModels(
            Rollouts rollouts,
            ModelRegistry registry,
            FeatureContracts contracts,
            ModelLoader loader) {
        this.rollouts = rollouts;
        this.loader = new VersionLoader(registry, contracts, loader);
    }

    public Optional<ServedRollout> of(String contractName) {
        return Optional.ofNullable(served.get(contractName));
    }

    /// In the order of their names.
    public List<ServedRollout> all() {
        return List.copyOf(served.values());
    }

    /// Follows the rollouts. A version that cannot be loaded is logged; where it is the champion,
    /// the rollout served before goes on. Callers at once take turns.
    public synchronized void refresh() {
        var next = new TreeMap<String, ServedRollout>();
        for (var rollout : rollouts.all()) {
            var name = rollout.contract().name();
            var current = Optional.ofNullable(served.get(name));
            if (current.isPresent() && current.get().rollout().equals(rollout)) {
                next.put(name, current.get());
            } else {
                follow(rollout, current)
                        .or(() -> current)
                        .ifPresent(answering -> next.put(name, answering));
            }
        }
        served = Collections.unmodifiableMap(next);
    }

    /// Fetches everything anew, also what was refused before. Requests are answered by what was
    /// served before until all of it is there; a champion that can be loaded no longer goes on.
    public synchronized void reload() {
        refused.clear();
        var next = new TreeMap<String, ServedRollout>();
        for (var rollout : rollouts.all()) {
            var name = rollout.contract().name();
            follow(rollout, Optional.empty())
                    .or(() -> Optional.ofNullable(served.get(name)))
                    .ifPresent(answering -> next.put(name, answering));
        }
        served = Collections.unmodifiableMap(next);
    }

    /// A version of the present rollout, or one of the past, of which the last few stay in memory.
    ///
    /// @return empty where there is no such version or it cannot be loaded
    public Optional<ServedModel> version(String contractName, int number) {
        return of(contractName)
                .flatMap(rollout -> rollout.version(number))
                .or(() -> ofThePast(new Version(contractName, number)));
    }

    /// One at a time is fetched, whoever asks for how many.
    private Optional<ServedModel> ofThePast(Version version) {
        synchronized (past) {
            var kept = Optional.ofNullable(past.remove(version));
            var found =
                    kept.or(() ->
                            switch (loader.load(version.contractName(), version.number())) {
                                case VersionLoader.Outcome.Loaded(var model) -> Optional.of(model);
                                case VersionLoader.Outcome.Unfit _ -> Optional.empty();
                            });
            found.ifPresent(model -> past.putLast(version, model));
            if (past.size() > PAST_MAX) {
                past.pollFirstEntry();
            }
            return found;
        }
    }

    private Optional<ServedRollout> follow(Rollout rollout, Optional<ServedRollout> current) {
        var models = new HashMap<Integer, ServedModel>();
        for (int number : rollout.versions()) {
            current.flatMap(before -> before.version(number))
                    .or(() -> loadOnce(new Version(rollout.contract().name(), number)))
                    .ifPresent(model -> models.put(number, model.in(rollout.stageOf(number))));
        }
        if (!models.containsKey(rollout.champion())) {
            return Optional.empty();
        }
        LOG.log(Level.INFO, "serving {0}: {1}", rollout.contract().name(), rollout.describe());
        return Optional.of(new ServedRollout(rollout, models));
    }

    /// A version that was refused once is not fetched again at every look.
    private Optional<ServedModel> loadOnce(Version version) {
        if (refused.contains(version)) {
            return Optional.empty();
        }
        return switch (loader.load(version.contractName(), version.number())) {
            case VersionLoader.Outcome.Loaded(var model) -> Optional.of(model);
            case VersionLoader.Outcome.Unfit(var reason) -> {
                LOG.log(Level.ERROR, reason);
                refused.add(version);
                yield Optional.empty();
            }
        };
    }
}
