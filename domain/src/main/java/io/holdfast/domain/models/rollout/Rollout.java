package io.holdfast.domain.models.rollout;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Which versions of a contract's model answer, and for what share of the entities. Immutable; it
/// is replaced as a whole. Every version takes the same contract version, so that a caller never
/// has to know which one answers.
///
/// An entity stays with its arm: the arm is a hash of the entity and the salt. Challengers take the
/// low end of the range of hashes, in their order; so a challenger whose share grows keeps every
/// entity it had.
///
/// @param champion the number of the version in production; it answers for all that no challenger
///   takes
/// @param challengers in staging, each with its share; a share of 0 is allowed
/// @param shadows versions that score along without being answered
/// @param salt decides, with the entity, which arm it falls into; a new one deals all cards anew
/// @param steering who changes the shares
/// @param revision counts the changes of this contract's rollout, from 1
public record Rollout(
        ContractId contract,
        int champion,
        List<Arm> challengers,
        List<Integer> shadows,
        String salt,
        Steering steering,
        long revision) {

    public static final int MAX_CHALLENGERS = 4;
    public static final int MAX_SHADOWS = 2;

    /// What a version that was just registered starts with.
    public static final double FIRST_SHARE = 0.05;

    private static final double ROUNDING = 1e-9;

    /// @param share of the entities, 0 to 1
    public record Arm(int version, double share) {
        public Arm {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share is 0 to 1");
            }
        }
    }

    public Rollout {
        challengers = List.copyOf(challengers);
        shadows = List.copyOf(shadows);
        if (challengers.size() > MAX_CHALLENGERS) {
            throw new IllegalArgumentException("at most " + MAX_CHALLENGERS + " challengers");
        }
        if (shadows.size() > MAX_SHADOWS) {
            throw new IllegalArgumentException("at most " + MAX_SHADOWS + " shadows");
        }
        var seen = new HashSet<Integer>();
        seen.add(champion);
        double sum = 0;
        for (var arm : challengers) {
            if (!seen.add(arm.version())) {
                throw new IllegalArgumentException("v" + arm.version() + " has two arms");
            }
            sum += arm.share();
        }
        if (sum > 1 + ROUNDING) {
            throw new IllegalArgumentException("the challengers' shares add up to more than 1");
        }
        for (int shadow : shadows) {
            if (!seen.add(shadow)) {
                throw new IllegalArgumentException("v" + shadow + " answers or shadows already");
            }
        }
    }

    /// The first rollout of a contract: one version for everybody.
    public static Rollout first(ContractId contract, int champion, String salt) {
        return new Rollout(
                contract, champion, List.of(), List.of(), salt, new Steering.Manual(), 1);
    }

    /// The version that answers for the entity; the same one as long as salt and shares stay.
    public int armFor(String entity) {
        if (challengers.isEmpty()) {
            return champion;
        }
        double point = StableHash.unit(salt, entity);
        double upTo = 0;
        for (var arm : challengers) {
            upTo += arm.share();
            if (point < upTo) {
                return arm.version();
            }
        }
        return champion;
    }

    public double shareOf(int version) {
        double others = 0;
        for (var arm : challengers) {
            if (arm.version() == version) {
                return arm.share();
            }
            others += arm.share();
        }
        return version == champion ? Math.max(0, 1 - others) : 0;
    }

    /// What a version is used for now.
    public Stage stageOf(int version) {
        if (version == champion) {
            return Stage.PRODUCTION;
        }
        return challengers.stream().anyMatch(arm -> arm.version() == version)
                ? Stage.STAGING
                : Stage.ARCHIVED;
    }

    /// Every version that has to be in memory: the champion, the challengers, the shadows.
    public List<Integer> versions() {
        var versions = new ArrayList<Integer>();
        versions.add(champion);
        challengers.forEach(arm -> versions.add(arm.version()));
        versions.addAll(shadows);
        return List.copyOf(versions);
    }

    /// In words: `v1 90 %, v2 10 %, shadow v3`.
    public String describe() {
        var words = new ArrayList<String>();
        words.add("v%d %s".formatted(champion, percent(shareOf(champion))));
        challengers.forEach(
                arm -> words.add("v%d %s".formatted(arm.version(), percent(arm.share()))));
        shadows.forEach(shadow -> words.add("shadow v" + shadow));
        return String.join(", ", words);
    }

    /// A share as people read it: at most two decimals, none where it is whole.
    public static String percent(double share) {
        var text = String.format(Locale.ROOT, "%.2f", share * 100);
        return text.replaceAll("\\.?0+$", "") + "%";
    }

    /// The version alone, for everybody.
    public Rollout alone(int version, ContractId itsContract, String newSalt) {
        return new Rollout(
                itsContract,
                version,
                List.of(),
                List.of(),
                newSalt,
                new Steering.Manual(),
                revision);
    }

    /// One challenger with a share. One that is there already keeps its entities; for another, all
    /// are dealt anew.
    public Rollout challenged(int version, double share, String newSalt) {
        boolean same = challengers.size() == 1 && challengers.getFirst().version() == version;
        return new Rollout(
                contract,
                champion,
                List.of(new Arm(version, share)),
                shadows.stream().filter(shadow -> shadow != version).toList(),
                same ? salt : newSalt,
                new Steering.Manual(),
                revision);
    }

    /// @param arms the champion first; its share is what the others leave
    public Rollout split(List<Arm> arms, List<Integer> otherShadows) {
        return new Rollout(
                contract,
                arms.getFirst().version(),
                arms.subList(1, arms.size()),
                otherShadows,
                salt,
                new Steering.Manual(),
                revision);
    }

    public Rollout salted(String newSalt) {
        return new Rollout(contract, champion, challengers, shadows, newSalt, steering, revision);
    }

    public Rollout steeredBy(Steering other) {
        return new Rollout(contract, champion, challengers, shadows, salt, other, revision);
    }

    /// The same as the change that follows this revision.
    public Rollout asRevision(long number) {
        return new Rollout(contract, champion, challengers, shadows, salt, steering, number);
    }
}
