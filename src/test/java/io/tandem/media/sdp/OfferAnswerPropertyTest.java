package io.tandem.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.media.sdp.OfferAnswer.Agreed;
import io.tandem.media.sdp.OfferAnswer.Outcome;
import io.tandem.media.sdp.OfferAnswer.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes in, an outcome comes out, and an answer mirrors the lines of its offer. */
class OfferAnswerPropertyTest {

    private static final List<String> SEEDS = List.of(
            Offers.ASTERISK, Offers.FREESWITCH, Offers.TWILIO, Offers.LINPHONE, Offers.WITH_VIDEO_FAX_AND_MORE_AUDIO);
    private static final List<String> SPLINTERS = List.of(
            "m=",
            "c=",
            "a=",
            "o=",
            ":",
            " ",
            "\n",
            "\r",
            "\0",
            "/",
            "-1",
            "0",
            "65536",
            "99999999999999999999",
            "IN IP4 ",
            "é",
            "a=rtpmap:");

    @Property(tries = 1_000)
    void randomBytesAreRefused(@ForAll byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(OfferAnswer.answer(Offers.state(), text)).isInstanceOf(Refused.class);
        assertThat(OfferAnswer.answer(Offers.state(), "v=0\r\n" + text)).isInstanceOf(Outcome.class);
        assertThat(OfferAnswer.accept(OfferAnswer.offer(Offers.state()).state(), text))
                .isInstanceOf(Refused.class);
    }

    @Property(tries = 1_000)
    void mutatedOffersYieldAnOutcomeAndAnswersOfTheSameShape(
            @ForAll @IntRange(max = 4) int seed, @ForAll long randomness, @ForAll @IntRange(max = 6) int mutations) {
        Random random = new Random(randomness);
        String offer = SEEDS.get(seed);
        for (int i = 0; i < mutations; i++) {
            offer = mutate(offer, random);
        }
        SdpState inForce = ((Agreed) OfferAnswer.answer(Offers.state(), Offers.ASTERISK)).state();
        assertOutcome(OfferAnswer.answer(Offers.state(), offer), offer);
        assertOutcome(OfferAnswer.answer(inForce, offer), offer);
        assertThat(OfferAnswer.accept(OfferAnswer.offer(inForce).state(), offer))
                .isNotNull();
    }

    private static String mutate(String text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(30));
        String splinter = SPLINTERS.get(random.nextInt(SPLINTERS.size()));
        String mutated =
                switch (random.nextInt(4)) {
                    case 0 -> text.substring(0, from) + text.substring(to);
                    case 1 -> text.substring(0, to) + text.substring(from);
                    case 2 -> text.substring(0, from) + splinter + text.substring(from);
                    default -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(to);
                };
        return mutated.isEmpty() ? "v" : mutated;
    }

    private static void assertOutcome(Outcome outcome, String offer) {
        if (outcome instanceof Agreed agreed) {
            assertThat(lines(agreed.localSdp())).isEqualTo(lines(offer));
            assertThat(agreed.localSdp().replace("\r\n", "").chars()).allMatch(c -> c >= ' ' && c <= '~');
            assertThat(OfferAnswer.offer(agreed.state()).sdp()).isNotEmpty();
            assertThat(OfferAnswer.answer(agreed.state(), offer))
                    .isEqualTo(new Agreed(agreed.state(), agreed.localSdp(), agreed.media(), false));
        } else {
            assertThat(((Refused) outcome).warning()).matches("[ -~]+").doesNotContain("\"");
        }
    }

    private static long lines(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("m=")).count();
    }
}
