package io.holdfast.domain.kernel;

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
@FunctionalInterface
public interface Sha256 {

    String hex(byte[] content);
}
