package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {

    @ParameterizedTest(name = "Ie {0}, Bpl {1}, delay {2} ms, loss {3} %: R {4}, MOS {5}")
    @CsvSource({
        "0, 25.1, 50, 0, 92.0, 4.38",
        "0, 25.1, 150, 0, 89.6, 4.33",
        "0, 25.1, 150, 1, 86.0, 4.23",
        "0, 25.1, 150, 3, 79.5, 4.00",
        "0, 25.1, 250, 1, 75.6, 3.85",
        "0, 25.1, 400, 5, 43.3, 2.23",
        "0, 25.1, 150, 10, 62.5, 3.23",
        "0, 4.3, 150, 3, 50.6, 2.60",
        "0, 20, 150, 3, 77.2, 3.91",
        "0, 20, 150, 20, 42.1, 2.17",
        "11, 19, 150, 2, 70.6, 3.63"
    })
    void scoresAsThePublishedVectors(double ie, double bpl, double delay, double loss, double rating, double mos) {
        double computed = EModel.rating(new EModel.Codec(ie, bpl, 0), delay, loss);

        assertThat(computed).isCloseTo(rating, within(0.06));
        assertThat(EModel.mos(computed)).isCloseTo(mos, within(0.05));
    }

    @Test
    void staysWithinItsScale() {
        double worst = EModel.rating(EModel.G711, 5_000, 100);

        assertThat(worst).isZero();
        assertThat(EModel.mos(worst)).isEqualTo(1);
        assertThat(EModel.mos(100)).isEqualTo(4.5);
    }

    @Test
    void knowsTheCodecsOfThisServerByTheirNames() {
        assertThat(EModel.codec("g722")).isEqualTo(EModel.G722);
        assertThat(EModel.codec("opus")).isEqualTo(EModel.OPUS);
        assertThat(EModel.codec("PCMA")).isEqualTo(EModel.G711);
    }
}
