package io.holdfast.domain.identity;

final class InMemoryCommonPasswordsTest implements CommonPasswordsContract {

    @Override
    public CommonPasswords commonPasswords() {
        return new InMemoryCommonPasswords();
    }
}
