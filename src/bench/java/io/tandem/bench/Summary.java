package io.tandem.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Reads the driver's lines of JSON from standard input and sets server and floor against each other, as a Markdown table. */
public final class Summary {
    private static final String FLOOR = "floor";
    private static final String SERVER = "server";

    private Summary() {}

    public static void main(String[] args) throws IOException {
        ObjectMapper json = new ObjectMapper();
        TreeMap<Integer, List<JsonNode>> runs = new TreeMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode run = json.readTree(line);
            runs.merge(run.path("streams").asInt(), List.of(run), (a, b) -> Stream.of(a, b)
                    .flatMap(List::stream)
                    .toList());
        }
        System.out.println(
                "| calls | CPU per 1,000 calls: floor | server | ratio | p99.9 of the deviation: floor | server |"
                        + " difference | lost: floor | server | driver's lateness p99.9 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        runs.forEach((streams, all) -> System.out.println(row(streams, all)));
    }

    private static String row(int streams, List<JsonNode> runs) {
        double floorCpu = mean(runs, FLOOR, run -> run.path("serverCpuPer1000").asDouble());
        double serverCpu =
                mean(runs, SERVER, run -> run.path("serverCpuPer1000").asDouble());
        double floorTail = mean(runs, FLOOR, run -> millis(run, "deviation"));
        double serverTail = mean(runs, SERVER, run -> millis(run, "deviation"));
        double late =
                runs.stream().mapToDouble(run -> millis(run, "lateness")).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "| %d | %.1f %% | %.1f %% | %.2f× | %.2f ms | %.2f ms | %.2f ms | %.3f %% | %.3f %% | %.2f ms |",
                streams,
                floorCpu,
                serverCpu,
                serverCpu / floorCpu,
                floorTail,
                serverTail,
                serverTail - floorTail,
                mean(runs, FLOOR, Summary::lostPercent),
                mean(runs, SERVER, Summary::lostPercent),
                late);
    }

    private static double millis(JsonNode run, String histogram) {
        return run.path(histogram).path("p999").asDouble() / 1000;
    }

    /** Of what had to come: one packet for every packet sent. */
    private static double lostPercent(JsonNode run) {
        double sent = run.path("sent").asDouble();
        return 100 * Math.max(0, sent - run.path("received").asDouble()) / sent;
    }

    private static double mean(List<JsonNode> runs, String label, ToDoubleFunction<JsonNode> figure) {
        return runs.stream()
                .filter(run -> run.path("label").asText().equals(label))
                .mapToDouble(figure)
                .average()
                .orElse(Double.NaN);
    }
}
