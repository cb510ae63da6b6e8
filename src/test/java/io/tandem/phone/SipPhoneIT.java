package io.tandem.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tandem.media.codec.Codecs;
import io.tandem.tool.RequiresTool;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The phone against SIPp, which answers by its built-in scenario and echoes RTP. */
@RequiresTool("sipp")
class SipPhoneIT {
    private static final Duration SECONDS_2 = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final List<String> progress = new CopyOnWriteArrayList<>();
    private Process sipp;

    @AfterEach
    void stop() {
        if (sipp != null) {
            sipp.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void hearsItsOwnToneFromAnEcho(String transport) throws Exception {
        int port = sipp(transport, "-sn", "uas", "-rtp_echo");

        CallReport report = phone(port, transport)
                .call(new PhoneCall(Codecs.PCMU, Prompt.sine(1000, 2), SECONDS_2, Duration.ofSeconds(10)));

        assertThat(report.audible()).isTrue();
        assertThat(report.hertz()).isCloseTo(1000, within(10.0));
        assertThat(report.levelDb()).isCloseTo(-15, within(1.5));
        assertThat(report.packets()).isGreaterThan(80);
        assertThat(progress).contains("hanging up");
        assertThat(sipp.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sipp.exitValue()).as("SIPp saw INVITE, ACK and BYE").isZero();
    }

    @Test
    void saysThatNothingCameBack() throws Exception {
        int port = sipp("udp", "-sn", "uas");

        CallReport report =
                phone(port, "udp").call(new PhoneCall(Codecs.PCMU, Prompt.chime(), SECONDS_2, Duration.ofSeconds(10)));

        assertThat(report.audible()).isFalse();
        assertThat(report.text()).startsWith("nothing came back: 0 packets");
    }

    @Test
    void givesUpWhenNobodyAnswers() throws Exception {
        int port = freePort();

        assertThatThrownBy(() -> phone(port, "udp")
                        .call(new PhoneCall(Codecs.PCMU, Prompt.chime(), SECONDS_2, Duration.ofSeconds(1))))
                .isInstanceOf(PhoneException.class)
                .hasMessageContaining("no answer within 1 s");
    }

    private SipPhone phone(int port, String transport) throws PhoneException {
        return new SipPhone("sip:echo@127.0.0.1:" + port, transport, progress::add);
    }

    private int sipp(String transport, String... arguments) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                "sipp", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", String.valueOf(port), "-m", "1", "-nostdin"));
        command.addAll(List.of("-mp", String.valueOf(freePort() & ~1), "-t", transport.equals("tcp") ? "t1" : "u1"));
        command.addAll(List.of(arguments));
        sipp = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "sipp.out"))
                .start();
        awaitListening(port, transport);
        return port;
    }

    /** A port that is taken is one that SIPp listens on. */
    private static void awaitListening(int port, String transport) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            try (AutoCloseable probe = transport.equals("udp")
                    ? new DatagramSocket(port, loopback)
                    : new ServerSocket(port, 1, loopback)) {
                return false;
            } catch (IOException taken) {
                return true;
            }
        });
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
