package io.tandem.bench;

import io.tandem.tool.SocketClient;
import io.tandem.tool.WebRtcClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Takes WebRTC calls of a running server up and down again, in rounds, and measures what stays of them. The callers are a process of their
 * own. Arguments: HTTP port, process id of the server, rounds, calls a round, file for the figures.
 */
public final class WebRtcChurn {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long TICKS_PER_SECOND = 100;
    private static final long SETTLED_MILLIS = 60_000;

    /** The server after a round, by /proc. */
    private record Use(int threads, int descriptors, long residentKib, long cpuTicks) {
        static Use of(String pid) throws IOException, InterruptedException {
            // What is free within the process is nothing that stays.
            tell(pid, "GC.run");
            tell(pid, "System.trim_native_heap");
            Path process = Path.of("/proc", pid);
            List<String> status = Files.readAllLines(process.resolve("status"));
            String[] stat = Files.readString(process.resolve("stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ");
            try (Stream<Path> open = Files.list(process.resolve("fd"))) {
                return new Use(
                        (int) number(status, "Threads"),
                        (int) open.count(),
                        number(status, "VmRSS"),
                        Long.parseLong(stat[11]) + Long.parseLong(stat[12]));
            }
        }

        private static void tell(String pid, String command) throws IOException, InterruptedException {
            new ProcessBuilder("jcmd", pid, command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }

        private static long number(List<String> status, String name) {
            return status.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private WebRtcChurn() {}

    public static void main(String[] arguments) throws Exception {
        String port = arguments[0];
        String pid = arguments[1];
        int rounds = Integer.parseInt(arguments[2]);
        int calls = Integer.parseInt(arguments[3]);
        System.out.println("| round | calls so far | threads | descriptors | resident MiB | CPU ms a call |");
        System.out.println("|---|---|---|---|---|---|");
        try (PrintWriter figures = new PrintWriter(arguments[4], StandardCharsets.UTF_8)) {
            Use before = Use.of(pid);
            print(figures, 0, 0, before, 0);
            for (int round = 1; round <= rounds; round++) {
                try (WebRtcClient client = new WebRtcClient()) {
                    run(client, port, calls);
                }
                awaitNone(port);
                Use after = Use.of(pid);
                double cpu = (after.cpuTicks() - before.cpuTicks()) * 1_000.0 / TICKS_PER_SECOND / calls;
                print(figures, round, round * calls, after, cpu);
                before = after;
            }
        }
        System.exit(0);
    }

    private static void run(WebRtcClient client, String port, int calls) throws Exception {
        List<SocketClient> sockets = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            String peer = "p" + i;
            SocketClient socket =
                    SocketClient.connect(HTTP, URI.create("ws://127.0.0.1:" + port + "/webrtc?dump=false"));
            sockets.add(socket);
            String offer = client.offer(peer).replace("\r\n", "\\r\\n");
            socket.send("{'command':'invite','option':{'offer':'" + offer + "'}}");
            client.answer(peer, socket.await("answer").path("sdp").asText());
            socket.send("{'command':'play','url':'tandem:tone'}");
        }
        for (int i = 0; i < calls; i++) {
            while (!client.state("p" + i).equals("connected")) {
                Thread.sleep(10);
            }
        }
        for (SocketClient socket : sockets) {
            socket.send("{'command':'hangup'}");
        }
        for (SocketClient socket : sockets) {
            socket.await("hangup");
        }
    }

    /** Until every connection is closed and what lingers of the calls is gone. */
    private static void awaitNone(String port) throws Exception {
        HttpRequest status = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                .build();
        long end = System.currentTimeMillis() + SETTLED_MILLIS;
        String body;
        do {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("connections stay open");
            }
            Thread.sleep(200);
            body = HTTP.send(status, HttpResponse.BodyHandlers.ofString()).body();
        } while (!body.replaceAll("\\s", "").contains("\"connections\":0"));
    }

    private static void print(PrintWriter figures, int round, int calls, Use use, double cpu) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.1f | %.1f |%n",
                round,
                calls,
                use.threads(),
                use.descriptors(),
                use.residentKib() / 1024.0,
                cpu);
        figures.printf(
                Locale.ROOT,
                "{\"round\":%d,\"calls\":%d,\"threads\":%d,\"descriptors\":%d,\"residentKib\":%d,\"cpuMsPerCall\":%.2f}%n",
                round,
                calls,
                use.threads(),
                use.descriptors(),
                use.residentKib(),
                cpu);
        figures.flush();
    }
}
