package io.tandem.frontend.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteRingTest {

    private static final int LIMIT = 100;
    private static final int UNIT = 2;

    private final ByteRing ring = new ByteRing(LIMIT, UNIT);
    private byte nextByte;

    @Test
    void losesTheOldestWholeUnitsWhenTheReaderIsTooFarBehind() {
        write(90);
        write(20);

        assertThat(ring.lost()).isEqualTo(10);
        assertThat(ring.available()).isEqualTo(LIMIT);
        assertThat(read(2)).containsExactly(10, 11);
        assertThat(ring.lost()).isEqualTo(10);
    }

    @Test
    void keepsTheEndOfAWriteThatIsLargerThanTheRing() {
        write(1_000);

        assertThat(ring.available()).isEqualTo(LIMIT);
        assertThat(read(LIMIT)[LIMIT - 1]).isEqualTo((byte) 999);
    }

    @Property(tries = 300)
    void givesBytesInOrderHoweverTheyCome(@ForAll @Size(max = 60) List<@IntRange(max = 70) Integer> steps) {
        ByteRing fresh = new ByteRing(LIMIT, UNIT);
        byte written = 0;
        byte expected = 0;
        for (int step : steps) {
            byte[] in = new byte[Math.min(step, LIMIT - fresh.available())];
            for (int i = 0; i < in.length; i++) {
                in[i] = written++;
            }
            fresh.write(ByteBuffer.wrap(in));
            byte[] out = new byte[fresh.available() / 2];
            assertThat(fresh.read(out, out.length)).isTrue();
            for (byte b : out) {
                assertThat(b).isEqualTo(expected++);
            }
        }
        assertThat(fresh.lost()).isZero();
    }

    private void write(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = nextByte++;
        }
        ring.write(ByteBuffer.wrap(bytes));
    }

    private byte[] read(int count) {
        byte[] bytes = new byte[LIMIT];
        assertThat(ring.read(bytes, count)).isTrue();
        return Arrays.copyOf(bytes, count);
    }
}
