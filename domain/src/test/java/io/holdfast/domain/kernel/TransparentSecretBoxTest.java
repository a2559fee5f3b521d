package io.holdfast.domain.kernel;

final class TransparentSecretBoxTest implements SecretBoxContract {

    private final SecretBox box = new TransparentSecretBox();

    @Override
    public SecretBox secretBox() {
        return box;
    }
}
