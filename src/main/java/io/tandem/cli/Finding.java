package io.tandem.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param subject what was looked at
 * @param state how it is
 * @param remedy what to do, empty when nothing need be done
 */
record Finding(Grade grade, String subject, String state, String remedy) {

    /** How bad it is. */
    enum Grade {
        OK("ok     "),
        MISSING("missing"),
        WARNING("warning"),
        FATAL("FATAL  ");

        private final String label;

        Grade(String label) {
            this.label = label;
        }
    }

    static Finding ok(String subject, String state) {
        return new Finding(Grade.OK, subject, state, "");
    }

    String text() {
        return "%s  %-22s %s%s"
                .formatted(grade.label, subject, state, remedy.isEmpty() ? "" : "\n           → " + remedy);
    }
}
