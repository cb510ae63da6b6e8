package io.tandem.media.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session description as lines: the session's own part first, then one part a medium, each beginning with its {@code m=} line. */
record SdpSections(List<String> session, List<List<String>> media) {
    private static final String END = "\r\n";

    static SdpSections parse(String sdp) {
        List<String> session = new ArrayList<>();
        List<List<String>> media = new ArrayList<>();
        List<String> current = session;
        for (String line :
                sdp.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            if (line.startsWith("m=")) {
                current = new ArrayList<>();
                media.add(current);
            }
            current.add(line);
        }
        return new SdpSections(session, media);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        session.forEach(line -> text.append(line).append(END));
        media.forEach(section -> section.forEach(line -> text.append(line).append(END)));
        return text.toString();
    }

    /** The first audio section that is not refused. */
    Optional<List<String>> audio() {
        return media.stream()
                .filter(section -> section.get(0).matches("m=audio [1-9]\\d*(/\\d+)? .*"))
                .findFirst();
    }

    /** Value of attribute {@code name} in {@code section}, or else of the session. */
    Optional<String> attribute(List<String> section, String name) {
        return valueIn(section, name).or(() -> valueIn(session, name));
    }

    static Optional<String> valueIn(List<String> lines, String name) {
        String start = "a=" + name + ":";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }
}
