package io.holdfast.domain.models.rollout;

/// A hash that is the same on every machine and in every release, for dealing entities to arms.
final class StableHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1p-53;

    private StableHash() {}

    /// Evenly spread over [0, 1): FNV-1a over the characters (two bytes each) of salt, a separator
    /// that no id contains, and entity, then the finishing mix of SplitMix64 (Steele, Lea, Flood,
    /// "Fast splittable pseudorandom number generators", 2014), whose top 53 bits are used.
    static double unit(String salt, String entity) {
        long hash = add(FNV_OFFSET, salt);
        hash = addByte(addByte(hash, 0), 0);
        hash = add(hash, entity);
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return (hash >>> 11) * UNIT;
    }

    private static long add(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result = addByte(addByte(result, c & 0xff), c >>> 8);
        }
        return result;
    }

    private static long addByte(long hash, int value) {
        return (hash ^ value) * FNV_PRIME;
    }
}
