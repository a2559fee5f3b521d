package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ModelLoader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArtefactTest {

    private static final Calibration PLATT = new Calibration.Platt(1.2, -0.1);
    private static final Calibration ISOTONIC =
            new Calibration.Isotonic(new double[] {-1, 1}, new double[] {-2, 3});

    @Test
    void comes_back_as_the_same_model() {
        for (var calibration : new Calibration[] {PLATT, ISOTONIC}) {
            var models = new RandomModels(6, 9);
            var served = models.served(12, 7, calibration);
            var bytes = Artefact.write(served);

            var loaded = loaded(bytes);

            assertThat(loaded.contract()).isEqualTo(RandomModels.CONTRACT);
            assertThat(Artefact.write((ServedModel) loaded)).isEqualTo(bytes);
            for (int i = 0; i < 50; i++) {
                var row = models.rowWithMissing(0.2);
                assertThat(loaded.score(row)).isEqualTo(served.score(row));
                assertThat(loaded.explain(row).toArray()).isEqualTo(served.explain(row).toArray());
            }
        }
    }

    @Test
    void is_unusable_when_any_bit_is_flipped() {
        var bytes = artefact();
        for (int at = 0; at < bytes.length; at++) {
            var damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            assertThat(Artefact.read(damaged)).isInstanceOf(ModelLoader.Outcome.Unusable.class);
        }
    }

    @Test
    void is_unusable_when_cut_or_extended() {
        var bytes = artefact();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Artefact.read(Arrays.copyOf(bytes, length)))
                    .isInstanceOf(ModelLoader.Outcome.Unusable.class);
        }
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).contains("SHA-256");
    }

    @Test
    void names_what_is_wrong() {
        var bytes = artefact();
        assertThat(reason(new byte[0])).contains("not a model artefact");
        assertThat(reason("PK\3\4 and so on".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .contains("not a model artefact");
        assertThat(reason(Arrays.copyOf(bytes, 20))).contains("truncated");
        var future = bytes.clone();
        future[Artefact.MAGIC_BYTES + 1] = Artefact.FORMAT + 1;
        assertThat(reason(sealed(future))).contains("format 2 is unknown");
    }

    /// A right digest is no proof of sense: whoever can write artefacts can compute it.
    @Test
    void survives_nonsense_under_a_right_digest() {
        var bytes = artefact();
        var random = new SplittableRandom(8);
        int head = Artefact.MAGIC_BYTES + Short.BYTES;
        int body = bytes.length - head - Artefact.HASH_BYTES;
        for (int i = 0; i < 3_000; i++) {
            var nonsense = bytes.clone();
            for (int change = 0; change <= i % 4; change++) {
                nonsense[head + random.nextInt(body)] = (byte) random.nextInt();
            }
            if (Artefact.read(sealed(nonsense))
                    instanceof ModelLoader.Outcome.Loaded(CompiledModel model)) {
                double score = model.score(new double[9]);
                assertThat(score).isBetween(0.0, 1.0);
                assertThat(model.explain(new double[9]).size()).isEqualTo(9);
            }
        }
    }

    @Test
    void believes_no_count_that_exceeds_the_bytes() {
        var bytes = artefact();
        int head = Artefact.MAGIC_BYTES + Short.BYTES;
        for (int at = head; at < bytes.length - Artefact.HASH_BYTES - 4; at++) {
            var lying = bytes.clone();
            ByteBuffer.wrap(lying).putInt(at, Integer.MAX_VALUE);
            assertThat(Artefact.read(sealed(lying))).isNotNull();
        }
    }

    @Test
    void refuses_trees_that_were_counted_on_different_rows() {
        var leaves = java.util.List.<TreeNode>of(new TreeNode.Leaf(1, 5), new TreeNode.Leaf(1, 6));
        var served = new ServedModel(RandomModels.CONTRACT, RawModel.ofTrees(0, leaves, 1), PLATT);

        assertThat(reason(Artefact.write(served))).contains("training rows");
    }

    private static byte[] artefact() {
        return Artefact.write(new RandomModels(5, 9).served(6, 4, PLATT));
    }

    /// The bytes with the digest they should have.
    private static byte[] sealed(byte[] bytes) {
        int end = bytes.length - Artefact.HASH_BYTES;
        var digest = Artefact.sha256(Arrays.copyOf(bytes, end));
        System.arraycopy(digest, 0, bytes, end, digest.length);
        return bytes;
    }

    private static CompiledModel loaded(byte[] bytes) {
        return ((ModelLoader.Outcome.Loaded) Artefact.read(bytes)).model();
    }

    private static String reason(byte[] bytes) {
        return ((ModelLoader.Outcome.Unusable) Artefact.read(bytes)).reason();
    }
}
