package io.tandem.media;

import java.util.ArrayList;
import java.util.List;

/** Notices what is wrong for three of five seconds, once a call: a single bad second is nobody's business. */
final class QualityWarnings {
    private static final int WINDOW = 0b11111;
    private static final int ENOUGH = 3;

    private enum Code {
        HIGH_RTT,
        HIGH_JITTER,
        HIGH_PACKET_LOSS,
        LOW_MOS
    }

    private final int[] history = new int[Code.values().length];
    private List<String> raised = List.of();

    /** Judges one second; times in milliseconds, loss in percent. */
    void second(double roundTrip, double jitter, double loss, double mos) {
        judge(Code.HIGH_RTT, roundTrip > 400);
        judge(Code.HIGH_JITTER, jitter > 30);
        judge(Code.HIGH_PACKET_LOSS, loss > 1);
        judge(Code.LOW_MOS, mos < 3.5);
    }

    /** Every code that was raised so far, in order of their first time. */
    List<String> raised() {
        return raised;
    }

    private void judge(Code code, boolean breached) {
        int seconds = (history[code.ordinal()] << 1 | (breached ? 1 : 0)) & WINDOW;
        history[code.ordinal()] = seconds;
        if (Integer.bitCount(seconds) >= ENOUGH && !raised.contains(code.name())) {
            List<String> more = new ArrayList<>(raised);
            more.add(code.name());
            raised = List.copyOf(more);
        }
    }
}
