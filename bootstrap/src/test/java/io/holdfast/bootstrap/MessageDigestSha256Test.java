package io.holdfast.bootstrap;

import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.kernel.Sha256Contract;

class MessageDigestSha256Test implements Sha256Contract {

    @Override
    public Sha256 sha256() {
        return new MessageDigestSha256();
    }
}
