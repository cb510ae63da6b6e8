package io.tandem.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.BridgeTarget;
import io.tandem.call.BridgeTarget.Role;
import io.tandem.media.Audio;
import io.tandem.speech.FakeMediaSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls whose remote parties each say a level of their own: who hears whom is read from the sum. */
class ExchangeTest {
    private static final int MAX_ROOM_CALLS = 6;

    private final Exchange exchange = new Exchange(new BridgeSettings(MAX_ROOM_CALLS));
    private final Map<String, Caller> callers = new LinkedHashMap<>();

    /** A call of the exchange. */
    private final class Caller implements Line.Listener {
        final String id;
        final short level;
        final FakeMediaSession session = new FakeMediaSession();
        final List<String> told = new ArrayList<>();
        final Line line;
        int hears;

        Caller(String id, int level) {
            this.id = id;
            this.level = (short) level;
            line = exchange.open(id, session, this);
            callers.put(id, this);
        }

        void slot() {
            short[] says = new short[Audio.FRAME_SAMPLES];
            Arrays.fill(says, level);
            hears = session.slot(says)[Audio.FRAME_SAMPLES - 1];
        }

        Optional<String> joins(Caller other) {
            return exchange.join(line, new BridgeTarget.Call(other.id));
        }

        Optional<String> enters(String room, Role role, @Nullable String to) {
            return exchange.join(line, new BridgeTarget.Room(room, role, to));
        }

        Optional<String> talksIn(String room) {
            return enters(room, Role.TALK, null);
        }

        @Override
        public void joined(String trackId, String label) {
            told.add(trackId);
        }

        @Override
        public void parted() {
            told.add("parted");
        }
    }

    private final Caller ann = new Caller("ann", 100);
    private final Caller bob = new Caller("bob", 20);
    private final Caller cy = new Caller("cy", 3);

    /** Lets everybody speak and hear: what is said in one slot is heard in the next. */
    private List<Integer> heard() {
        for (int i = 0; i < 3; i++) {
            callers.values().forEach(Caller::slot);
        }
        return callers.values().stream().map(caller -> caller.hears).toList();
    }

    @Test
    void twoCallsHearEachOtherAndNobodyElse() {
        assertThat(heard()).containsExactly(0, 0, 0);
        assertThat(ann.joins(bob)).isEmpty();
        assertThat(heard()).containsExactly(20, 100, 0);
        assertThat(ann.told).containsExactly("bridge:ann:to:bob");
        assertThat(bob.told).containsExactly("bridge:bob:to:ann");
        assertThat(exchange.load()).isEqualTo(new Exchange.Load(2, 0, 0));
    }

    @Test
    void eitherMayPartAsOftenAsItLikes() {
        ann.joins(bob);
        heard();
        exchange.part(bob.line, null);
        exchange.part(bob.line, null);
        exchange.part(ann.line, "bob");
        assertThat(heard()).containsExactly(0, 0, 0);
        assertThat(ann.told).containsExactly("bridge:ann:to:bob", "parted");
        assertThat(bob.told).containsExactly("bridge:bob:to:ann", "parted");
    }

    @Test
    void partingFromAnotherThanThePartnerChangesNothing() {
        ann.joins(bob);
        exchange.part(ann.line, "cy");
        assertThat(heard()).containsExactly(20, 100, 0);
    }

    @Test
    void joiningAnotherLeavesTheFirst() {
        ann.joins(bob);
        ann.joins(cy);
        assertThat(heard()).containsExactly(3, 0, 100);
        assertThat(ann.told).containsExactly("bridge:ann:to:bob", "parted", "bridge:ann:to:cy");
        assertThat(bob.told).endsWith("parted");
    }

    @Test
    void joiningTheSamePairAgainReplacesIt() {
        ann.joins(bob);
        bob.joins(ann);
        assertThat(heard()).containsExactly(20, 100, 0);
        assertThat(ann.told).containsExactly("bridge:ann:to:bob", "parted", "bridge:ann:to:bob");
    }

    @Test
    void refusesWhatCannotBeJoinedAndKeepsWhatIs() {
        ann.joins(bob);
        assertThat(exchange.join(ann.line, new BridgeTarget.Call("nobody")))
                .hasValueSatisfying(why -> assertThat(why).startsWith("target not found: nobody (expected: "));
        assertThat(ann.joins(ann)).hasValueSatisfying(why -> assertThat(why).contains("itself"));
        assertThat(cy.joins(bob)).hasValueSatisfying(why -> assertThat(why).contains("bob is joined to ann"));
        assertThat(ann.enters("r", Role.WHISPER, "bob"))
                .hasValueSatisfying(why -> assertThat(why).contains("to: bob", "another call in room r"));
        assertThat(heard()).containsExactly(20, 100, 0);
        assertThat(exchange.load().rooms()).isZero();
    }

    @Test
    void theEndOfOneLeavesTheOtherAndAClosedCallIsNotFound() {
        ann.joins(bob);
        heard();
        exchange.close(ann.line);
        exchange.close(ann.line);
        assertThat(heard()).containsExactly(0, 0, 0);
        assertThat(bob.told).endsWith("parted");
        assertThat(bob.joins(ann)).isPresent();
        assertThat(bob.joins(cy)).isEmpty();
        assertThat(heard()).containsExactly(0, 3, 20);
    }

    @Test
    void nobodyInARoomHearsHimself() {
        ann.talksIn("r");
        bob.talksIn("r");
        cy.talksIn("r");
        assertThat(heard()).containsExactly(23, 103, 120);
        assertThat(cy.told).containsExactly("bridge:cy:to:room:r");
        exchange.part(bob.line, "room:r");
        assertThat(heard()).containsExactly(3, 0, 100);
        assertThat(exchange.load()).isEqualTo(new Exchange.Load(2, 1, 0));
    }

    @Test
    void aListenerIsNotHeardAndAWhisperReachesOneOnly() {
        ann.talksIn("r");
        bob.talksIn("r");
        cy.enters("r", Role.LISTEN, null);
        assertThat(heard()).containsExactly(20, 100, 120);
        assertThat(cy.enters("r", Role.WHISPER, "bob")).isEmpty();
        assertThat(heard()).containsExactly(20, 103, 120);
        assertThat(cy.talksIn("r")).isEmpty();
        assertThat(heard()).containsExactly(23, 103, 120);
        assertThat(cy.told).as("one track for all roles").hasSize(1);
    }

    @Test
    void aWhisperIsHeardByNobodyWhileItsTargetIsAway() {
        ann.talksIn("r");
        bob.talksIn("r");
        cy.enters("r", Role.WHISPER, "bob");
        exchange.part(bob.line, null);
        assertThat(heard()).containsExactly(0, 0, 100);
        bob.talksIn("r");
        assertThat(heard()).containsExactly(20, 103, 120);
    }

    @Test
    void whoIsOnHoldNeitherHearsNorIsHeard() {
        ann.talksIn("r");
        bob.talksIn("r");
        cy.talksIn("r");
        exchange.hold(bob.line, true);
        assertThat(heard()).containsExactly(3, 0, 100);
        exchange.hold(bob.line, false);
        assertThat(heard()).containsExactly(23, 103, 120);
    }

    @Test
    void aHoldFromBeforeCountsToo() {
        exchange.hold(bob.line, true);
        ann.joins(bob);
        assertThat(heard()).containsExactly(0, 0, 0);
    }

    @Test
    void aFullRoomRefusesAndAnEmptyOneIsForgotten() {
        List<Caller> others = IntStream.range(0, MAX_ROOM_CALLS)
                .mapToObj(i -> new Caller("c" + i, 1))
                .toList();
        others.forEach(caller -> assertThat(caller.talksIn("r")).isEmpty());
        assertThat(ann.talksIn("r"))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("room r: full").contains("" + MAX_ROOM_CALLS));
        assertThat(others.get(0).enters("r", Role.LISTEN, null))
                .as("whoever is in it already")
                .isEmpty();
        others.forEach(caller -> exchange.part(caller.line, null));
        assertThat(exchange.load()).isEqualTo(new Exchange.Load(0, 0, 0));
    }

    @Test
    void manyJoinsGiveASessionTwoCommandsOnly() {
        for (int i = 0; i < 200; i++) {
            ann.joins(bob);
            ann.talksIn("r");
        }
        assertThat(ann.session.commands()).containsExactly("addInput", "addTap");
    }

    /** Mix-minus as a rule: each hears the talkers and whoever whispers to him, and never himself. */
    @Property(tries = 100)
    void everybodyHearsExactlyWhomTheRolesAllow(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 7) Integer> roles) {
        new ExchangeTest().hearWhomTheRolesAllow(roles);
    }

    private void hearWhomTheRolesAllow(List<Integer> roles) {
        callers.clear();
        int size = roles.size();
        List<Caller> all = IntStream.range(0, size)
                .mapToObj(i -> new Caller("x" + i, 1 << (2 * i)))
                .toList();
        all.forEach(caller -> caller.talksIn("r"));
        // 0 to 5 whispers to that one, 6 listens, 7 talks.
        int[] expected = new int[size];
        for (int i = 0; i < size; i++) {
            int role = roles.get(i);
            boolean whispers = role < 6 && role < size && role != i;
            boolean talks = role == 7;
            all.get(i)
                    .enters(
                            "r",
                            whispers ? Role.WHISPER : talks ? Role.TALK : Role.LISTEN,
                            whispers ? "x" + role : null);
            for (int hearer = 0; hearer < size; hearer++) {
                if (hearer != i && (talks || whispers && role == hearer)) {
                    expected[hearer] += all.get(i).level;
                }
            }
        }
        assertThat(heard())
                .containsExactlyElementsOf(Arrays.stream(expected).boxed().toList());
    }
}
