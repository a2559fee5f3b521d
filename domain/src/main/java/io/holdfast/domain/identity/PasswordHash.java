package io.holdfast.domain.identity;

/// A salted password hash in PHC string format. Never printed.
public record PasswordHash(String value) {

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
