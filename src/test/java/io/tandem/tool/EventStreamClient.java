package io.tandem.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A reader of server-sent events, whose data must be JSON. */
public final class EventStreamClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One event. */
    public record Item(String event, JsonNode data) {}

    private final int status;
    private final InputStream body;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    /** Opens the stream; returns when its first line has come, or another status than 200. */
    public static EventStreamClient open(URI uri) throws Exception {
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        return new EventStreamClient(response);
    }

    private EventStreamClient(HttpResponse<InputStream> response) {
        status = response.statusCode();
        body = response.body();
        if (status == 200) {
            Thread reader = new Thread(this::read, "event-stream");
            reader.setDaemon(true);
            reader.start();
        }
    }

    public int status() {
        return status;
    }

    /** The next event, which comes within 10 s. */
    public Item next() throws InterruptedException {
        Item item = items.poll(10, TimeUnit.SECONDS);
        assertThat(item).as("an event in time").isNotNull();
        return item;
    }

    /** Whether no event waits to be read. */
    public boolean isSilent() {
        return items.isEmpty();
    }

    private void read() {
        String event = "message";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    items.add(new Item(event, JSON.readTree(line.substring("data: ".length()))));
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            // Closed, by us or by the server.
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
