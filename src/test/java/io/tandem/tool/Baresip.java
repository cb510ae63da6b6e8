package io.tandem.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /** Calls, talks for {@code duration}, hangs up; returns the WAV file of what was heard. */
    public Path call(String user, int port, Path voice, Duration duration) throws IOException, InterruptedException {
        Path heard = Files.createDirectories(folder.resolve("heard"));
        Files.createFile(folder.resolve("contacts"));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:tester@127.0.0.1;transport=" + transport + ">;regint=0;audio_codecs=" + codec + "\n");
        Files.writeString(folder.resolve("config"), configuration(voice, heard));
        String target = "sip:" + user + "@127.0.0.1:" + port + ";transport=" + transport;
        Process process = new ProcessBuilder(
                        "baresip", "-f", folder.toString(), "-e", "/dial " + target, "-t", "" + duration.toSeconds())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        if (!process.waitFor(duration.plusSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("baresip did not end: " + Files.readString(folder.resolve("log")));
        }
        try (Stream<Path> files = Files.list(heard)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("baresip heard nothing: " + log()));
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String configuration(Path voice, Path heard) {
        return String.join(
                "\n",
                List.of(
                        "sip_listen 127.0.0.1:0",
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
