package io.holdfast.domain.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Moments, which are all that is kept.
public final class InMemoryRetained implements Retained {

    private final List<Instant> moments = new ArrayList<>();
    private final String name;

    public InMemoryRetained(String name) {
        this.name = name;
    }

    public synchronized void add(Instant moment) {
        moments.add(moment);
    }

    public synchronized List<Instant> moments() {
        return List.copyOf(moments);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized int forget(Instant before, int limit) {
        var old = moments.stream().filter(one -> one.isBefore(before)).limit(limit).toList();
        old.forEach(moments::remove);
        return old.size();
    }
}
