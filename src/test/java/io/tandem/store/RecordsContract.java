package io.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.call.AudioFeed;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupReason;
import io.tandem.call.LiveCall;
import io.tandem.call.MediaQuality;
import io.tandem.call.MediaSummary;
import io.tandem.call.QualityFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records promise, whatever database holds them. */
abstract class RecordsContract {
    private static final Instant START = Instant.parse("2026-11-21T05:00:00.123Z");
    private static final RecordQuery ALL = new RecordQuery("", null, null, 1000, null);

    @TempDir
    private Path folder;

    private CallRecords records;
    private int calls;

    /** An empty database. */
    abstract String url() throws Exception;

    abstract void stopDatabase() throws Exception;

    abstract void startDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        records = CallRecords.open(settings(1000, 0), "node-1", Clock.systemUTC());
        await("the database").until(() -> records.load().available());
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void everyCallThatEndsIsWrittenOnce() {
        LiveCall running = call("running");
        records.started(running);
        IntStream.range(0, 500).forEach(i -> end(call("call-" + i), START.plusSeconds(i)));

        awaitWritten(500);
        assertThat(find(ALL).records())
                .hasSize(500)
                .extracting(CallRecord::id)
                .doesNotHaveDuplicates()
                .doesNotContain("running");
    }

    @Test
    void aRecordComesBackAsItWas() {
        MediaQuality quality = new MediaQuality(
                "G722", 4.2, 31.5, new MediaQuality.Direction(3.9, 4.1, 0.5, 7), null, List.of("HIGH_JITTER"));
        LiveCall call = call("full");
        records.started(call);
        call.events()
                .append(new Event.Hangup(
                        call.id(),
                        new HangupCause(HangupReason.OTHER, "Ende „gut“ 🙂", HangupCause.Initiator.CALLEE, 486, 17),
                        START,
                        START.plusMillis(61_500),
                        START.plusMillis(1_500),
                        START.plusMillis(1),
                        "sip:änn@a.example",
                        "sip:bob@b.example",
                        Map.of("tenant", "x\0y"),
                        new MediaSummary("G722", "/recordings/full.wav", quality)));
        call.events().close();

        awaitWritten(1);
        CallRecord found = find("full").orElseThrow();
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("key")
                .isEqualTo(new CallRecord(
                        "",
                        "full",
                        CallType.WEB_SOCKET,
                        io.tandem.call.Direction.LOCAL,
                        "sip:änn@a.example",
                        "sip:bob@b.example",
                        "carrier",
                        null,
                        "G722",
                        START,
                        START.plusMillis(1),
                        START.plusMillis(1_500),
                        START.plusMillis(61_500),
                        HangupReason.OTHER,
                        "Ende „gut“ 🙂",
                        HangupCause.Initiator.CALLEE,
                        486,
                        17,
                        "/recordings/full.wav",
                        Map.of("tenant", "x\0y"),
                        quality,
                        "node-1"));
    }

    @Test
    void textsThatNoColumnTakesAreCutInsteadOfLosingTheRecord() {
        String id = "x".repeat(5_000);
        end(call(id), START);
        end(call("nul\0nul"), START);

        awaitWritten(2);
        assertThat(find(id)).isPresent();
        assertThat(find("nulnul")).isPresent();
        assertThat(records.load().refused()).isZero();
    }

    @Test
    void theSearchLooksForPartsInAnyCaseAndTakesEveryCharacterLiterally() {
        end(call("Alpha-100%_done"), START);
        end(call("alpha-1000"), START);
        end(call("o'brien"), START);
        awaitWritten(3);

        assertThat(ids("ALPHA")).containsExactlyInAnyOrder("Alpha-100%_done", "alpha-1000");
        assertThat(ids("100%_D")).containsExactly("Alpha-100%_done");
        assertThat(ids("%")).containsExactly("Alpha-100%_done");
        assertThat(ids("!")).isEmpty();
        assertThat(ids("o'b")).containsExactly("o'brien");
        assertThat(ids("carrier")).hasSize(3);
        assertThat(ids("\0")).hasSize(3);
        for (String attempt : List.of(
                "'; DROP TABLE call_record; --",
                "' OR '1'='1",
                "\\' OR 1=1 --",
                ":text",
                "?",
                "$1",
                "\") OR (\"\"=\"")) {
            assertThat(ids(attempt)).as(attempt).isEmpty();
        }
        assertThat(ids("")).as("the table is still there").hasSize(3);
    }

    @Test
    void timesBoundTheSearchFromInclusiveToExclusive() {
        IntStream.range(0, 4).forEach(i -> end(call("t" + i), START.plusSeconds(i)));
        awaitWritten(4);

        assertThat(find(new RecordQuery("", START.plusSeconds(1), START.plusSeconds(3), 10, null))
                        .records())
                .extracting(CallRecord::id)
                .containsExactly("t2", "t1");
    }

    @Test
    void pagesDoNotMoveWhenRecordsCome() {
        IntStream.range(0, 25).forEach(i -> end(call("old-" + i), START.plusSeconds(i / 3)));
        awaitWritten(25);

        List<String> seen = new ArrayList<>();
        RecordQuery.Cursor cursor = null;
        do {
            RecordPage page = find(new RecordQuery("old", null, null, 10, cursor));
            page.records().forEach(record -> seen.add(record.id()));
            int before = calls;
            end(call("old-new-" + before), START.plusSeconds(100 + before));
            awaitWritten(before + 1);
            cursor = page.next() == null
                    ? null
                    : RecordQuery.Cursor.parse(page.next().text());
        } while (cursor != null);

        assertThat(seen).hasSize(25).doesNotHaveDuplicates().noneMatch(id -> id.contains("new"));
    }

    @Test
    void ofCallsWithOneIdTheNewestIsFoundAndAllAreListed() {
        end(call("again"), START);
        end(call("again"), START.plusSeconds(60));
        awaitWritten(2);

        assertThat(find("again")).map(CallRecord::startTime).contains(START.plusSeconds(60));
        assertThat(ids("again")).hasSize(2);
    }

    @Test
    void nothingIsLostAndNothingDoubledWhileTheDatabaseIsAway() throws Exception {
        end(call("before"), START);
        awaitWritten(1);
        stopDatabase();
        IntStream.range(0, 50).forEach(i -> end(call("away-" + i), START.plusSeconds(i)));
        await("it is noticed").until(() -> !records.load().available());
        assertThatThrownBy(() -> find(ALL)).hasRootCauseInstanceOf(StoreAwayException.class);

        startDatabase();
        awaitWritten(51);
        assertThat(find(ALL).records()).hasSize(51);
    }

    @Test
    void whatWaitsSurvivesARestartAndAFullMemory() throws Exception {
        records.close();
        records = CallRecords.open(settings(10, 0), "node-1", Clock.systemUTC());
        await("the database").until(() -> records.load().available());
        stopDatabase();
        IntStream.range(0, 30).forEach(i -> end(call("waiting-" + i), START.plusSeconds(i)));
        await("the rest to go to the file").until(() -> records.load().spilled() >= 20);
        records.close();
        assertThat(folder.resolve("waiting.jsonl")).exists();
        Files.writeString(folder.resolve("waiting.jsonl"), "{\"key\":\"torn", StandardOpenOption.APPEND);

        startDatabase();
        records = CallRecords.open(settings(10, 0), "node-1", Clock.systemUTC());
        await("the file to be read back").until(() -> records.load().written() == 30);
        assertThat(find(ALL).records()).hasSize(30);
        await("nothing waits").until(() -> !Files.exists(folder.resolve("waiting.jsonl.reading")));
    }

    @Test
    void aRecordThatIsReadBackTwiceIsStoredOnce() throws Exception {
        stopDatabase();
        end(call("twice"), START);
        await("it is noticed").until(() -> !records.load().available());
        records.close();
        String line = Files.readString(folder.resolve("waiting.jsonl"));
        Files.writeString(folder.resolve("waiting.jsonl"), line, StandardOpenOption.APPEND);

        startDatabase();
        records = CallRecords.open(settings(1000, 0), "node-1", Clock.systemUTC());
        await("the file to be read back")
                .until(() -> !Files.exists(folder.resolve("waiting.jsonl"))
                        && records.load().available());
        await().untilAsserted(() -> assertThat(find(ALL).records()).hasSize(1));
        assertThat(records.load().refused()).isZero();
    }

    @Test
    void oldRecordsAreDeleted() throws Exception {
        end(call("old"), START);
        end(call("young"), START.plus(Duration.ofDays(2)));
        awaitWritten(2);
        records.close();

        Clock threeDaysLater = Clock.fixed(START.plus(Duration.ofDays(3)), ZoneOffset.UTC);
        records = CallRecords.open(settings(1000, 2), "node-1", threeDaysLater);
        await("the database").until(() -> records.load().available());
        assertThat(find(ALL).records()).extracting(CallRecord::id).containsExactly("young");
    }

    private StoreSettings settings(int maxWaiting, int keepDays) throws Exception {
        return new StoreSettings(url(), "tandem", "", 3, keepDays, maxWaiting, folder.resolve("waiting.jsonl"));
    }

    private LiveCall call(String id) {
        Children none = new Children(
                call -> null,
                call -> null,
                call -> null,
                call -> null,
                call -> null,
                List.of(),
                AudioFeed.NONE,
                QualityFeed.NONE);
        CallSpec spec = new CallSpec(
                id,
                CallType.WEB_SOCKET,
                false,
                "",
                "",
                Map.of(),
                List.of(),
                "",
                CallSpec.SERVER_SIDE_TRACK,
                Duration.ZERO,
                "carrier",
                none);
        return new LiveCall(spec, null, new EventLog(Clock.systemUTC()));
    }

    private void end(LiveCall call, Instant start) {
        calls++;
        records.started(call);
        call.events().append(new Event.TrackStart(call.id(), null));
        call.events()
                .append(new Event.Hangup(
                        call.id(),
                        HangupCause.of(HangupReason.BY_CALLER, HangupCause.Initiator.CALLER, 200),
                        start,
                        start.plusSeconds(5),
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        MediaSummary.NONE));
        call.events().close();
    }

    private void awaitWritten(long count) {
        await(count + " records")
                .atMost(Duration.ofSeconds(40))
                .until(() -> records.load().written() == count);
    }

    private List<String> ids(String text) {
        return find(new RecordQuery(text, null, null, 100, null)).records().stream()
                .map(CallRecord::id)
                .toList();
    }

    private RecordPage find(RecordQuery query) {
        return records.find(query).toCompletableFuture().join();
    }

    private Optional<CallRecord> find(String id) {
        return records.find(id).toCompletableFuture().join();
    }
}
