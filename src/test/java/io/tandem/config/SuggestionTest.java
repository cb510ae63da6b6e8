package io.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void findsTheKeyThatWasMeant() {
        List<String> known = List.of("port", "port-rest", "host", "transports");

        assertThat(Suggestion.nearest("prot", known)).contains("port");
        assertThat(Suggestion.nearest("transport", known)).contains("transports");
        assertThat(Suggestion.nearest("colour", known)).isEmpty();
    }

    @Property(tries = 200)
    void distanceIsAMetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(Suggestion.distance(b, a));
        assertThat(Suggestion.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(Suggestion.distance(a, c))
                .isLessThanOrEqualTo(Suggestion.distance(a, b) + Suggestion.distance(b, c));
    }
}
