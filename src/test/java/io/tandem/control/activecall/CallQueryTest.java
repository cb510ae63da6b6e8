package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.control.activecall.CallQuery.BadQuery;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallQueryTest {

    private static final Duration MAX = Duration.ofMinutes(5);

    @Test
    void hasTheDefaultsOfTheProtocol() throws BadQuery {
        assertThat(CallQuery.parse("", MAX))
                .isEqualTo(new CallQuery(
                        null, null, true, Duration.ofSeconds(20), null, false, Duration.ZERO, null, null, true));
    }

    @Test
    void takesBothSpellings() throws BadQuery {
        CallQuery expected =
                new CallQuery("a", "a", false, Duration.ofSeconds(3), "t", true, Duration.ofSeconds(9), 4L, null, true);

        assertThat(CallQuery.parse(
                        "id=a&dump=false&ping=3&serverSideTrack=t&forward=1&resume=9&after=4&visited=x", MAX))
                .isEqualTo(expected);
        assertThat(CallQuery.parse(
                        "id=a&dump_events=0&ping_interval=3&server_side_track=t&forward=true&resume=9&after=4", MAX))
                .isEqualTo(expected);
    }

    @Test
    void takesDialogIdsThatAreNotEncoded() throws BadQuery {
        assertThat(CallQuery.parse("id=a+b@10.0.0.1:5060-x=1-y%z&dump=true", MAX)
                        .id())
                .isEqualTo("a+b@10.0.0.1:5060-x=1-y%z");
        assertThat(CallQuery.parse("id=a%2Bb%4010.0.0.1", MAX).id()).isEqualTo("a+b@10.0.0.1");
        assertThat(CallQuery.parse("id=a%2Bb%4010.0.0.1", MAX).rawId()).isEqualTo("a%2Bb%4010.0.0.1");
    }

    @Test
    void namesAnAgent() throws BadQuery {
        assertThat(CallQuery.parse("agent=sales%20desk", MAX).agent()).isEqualTo("sales desk");
    }

    @Test
    void boundsTheTimeToComeBack() throws BadQuery {
        assertThat(CallQuery.parse("resume=4000000000", MAX).resume()).isEqualTo(MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dump=yes",
                "forward=TRUE",
                "ping=-1",
                "ping=x",
                "resume=1.5",
                "after=99999999999999999999",
                "id=%00"
            })
    void namesWhatMakesNoSense(String query) {
        assertThatThrownBy(() -> CallQuery.parse(query, MAX))
                .isInstanceOf(BadQuery.class)
                .hasMessageContaining("expected");
    }

    @Property(tries = 500)
    void readsOrRefusesEveryQuery(@ForAll String query) {
        try {
            assertThat(CallQuery.parse(query, MAX)).isNotNull();
        } catch (BadQuery e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }
}
