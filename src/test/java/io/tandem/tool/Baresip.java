package io.tandem.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs baresip: calls a URI with one codec, says the audio of a file, keeps what it hears as a WAV file. */
public final class Baresip {
    private final Path folder;
    private final String codec;
    private final String transport;

    /**
     * @param folder an empty folder for configuration and audio
     * @param codec as baresip names it: {@code PCMU/8000/1}, {@code G722/16000/1} …
     * @param transport udp or tcp
     */
    public Baresip(Path folder, String codec, String transport) {
        this.folder = folder;
        this.codec = codec;
        this.transport = transport;
    }

    /** A baresip that takes every call. */
    public static final class Callee implements AutoCloseable {
        private final int port;
        private final String transport;
        private final Path folder;
        private final Process process;

        private Callee(int port, String transport, Path folder, Process process) {
            this.port = port;
            this.transport = transport;
            this.folder = folder;
            this.process = process;
        }

        /** What to call. */
        public String uri() {
            return "sip:tester@127.0.0.1:" + port + ";transport=" + transport;
        }

        /** Size of the recording of what is heard, 0 before there is one. */
        public long bytesHeard() {
            try (Stream<Path> files = Files.list(folder.resolve("heard"))) {
                return files.filter(file -> file.toString().endsWith("-dec.wav"))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ends baresip and returns the WAV file of what was heard. */
        public Path heard() throws IOException, InterruptedException {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            return decoded(folder);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Starts a callee that says {@code voice} in each call. */
    public Callee waitForCall(Path voice) throws IOException {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        configure(voice, port, ";answermode=auto");
        return new Callee(port, transport, folder, start("-t", "60"));
    }

    /** Calls, talks for {@code duration}, hangs up; returns the WAV file of what was heard. */
    public Path call(String user, int port, Path voice, Duration duration) throws IOException, InterruptedException {
        configure(voice, 0, "");
        String target = "sip:" + user + "@127.0.0.1:" + port + ";transport=" + transport;
        Process process = start("-e", "/dial " + target, "-t", "" + duration.toSeconds());
        if (!process.waitFor(duration.plusSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("baresip did not end: " + Files.readString(folder.resolve("log")));
        }
        return decoded(folder);
    }

    private void configure(Path voice, int port, String account) throws IOException {
        Path heard = Files.createDirectories(folder.resolve("heard"));
        Files.createFile(folder.resolve("contacts"));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:tester@127.0.0.1;transport=" + transport + ">;regint=0;audio_codecs=" + codec + account + "\n");
        Files.writeString(folder.resolve("config"), configuration(voice, heard, port));
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("baresip", "-f", folder.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static Path decoded(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("heard"))) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("baresip heard nothing: " + log(folder)));
        }
    }

    private static String log(Path folder) {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String configuration(Path voice, Path heard, int port) {
        return String.join(
                "\n",
                List.of(
                        "sip_listen 127.0.0.1:" + port,
                        "net_interface 127.0.0.1",
                        "audio_source aufile," + voice,
                        "audio_player aubridge,nobody",
                        "module_path " + modules(),
                        "module g711.so",
                        "module g722.so",
                        "module aufile.so",
                        "module aubridge.so",
                        "module sndfile.so",
                        "module_app account.so",
                        "module_app menu.so",
                        "snd_path " + heard,
                        ""));
    }

    private static Path modules() {
        return Path.of("/usr/lib/baresip/modules");
    }
}
