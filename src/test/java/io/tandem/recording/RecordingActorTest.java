package io.tandem.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.tandem.call.CallActor;
import io.tandem.call.RecorderOptions;
import io.tandem.call.Recording;
import io.tandem.media.Audio;
import io.tandem.speech.FakeMediaSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings from the first command to the finished file. */
class RecordingActorTest {
    private static final ActorTestKit kit = ActorTestKit.create();

    @TempDir
    private Path folder;

    private final FakeMediaSession session = new FakeMediaSession();
    private final TestProbe<CallActor.Message> call = kit.createTestProbe();
    private RecordingWriter writer;

    @AfterEach
    void closeWriter() {
        if (writer != null) {
            writer.close();
        }
    }

    @AfterAll
    static void shutDown() {
        kit.shutdownTestKit();
    }

    @Test
    void writesBothSidesAndReportsTheFinishedFile() throws Exception {
        ActorRef<Recording.Command> actor = start("a/{id}");
        String path = call.expectMessageClass(Recording.Started.class).path();
        assertThat(path).isEqualTo(folder.resolve("a/s.1.wav").toString());

        speak(75, 1234);
        actor.tell(new Recording.Stop());
        finishLoop();

        Recording.Finished finished = call.expectMessageClass(Recording.Finished.class);
        assertThat(finished.path()).isEqualTo(path);
        assertThat(finished.bytes()).isEqualTo(Files.size(Path.of(path))).isEqualTo(44 + 75 * 1280);
        try (AudioInputStream wav =
                AudioSystem.getAudioInputStream(Path.of(path).toFile())) {
            assertThat(wav.getFormat().getChannels()).isEqualTo(2);
            assertThat(wav.getFormat().getSampleRate()).isEqualTo(16_000f);
            assertThat(wav.getFrameLength()).isEqualTo(75 * 320);
            ByteBuffer pcm = ByteBuffer.wrap(wav.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(pcm.getShort(0)).isEqualTo((short) 1234);
            assertThat(pcm.getShort(2)).isZero();
        }
    }

    @Test
    void leavesAFileThatPlaysWhenTheProcessDiesMidWay() throws Exception {
        start("");
        Path path = Path.of(call.expectMessageClass(Recording.Started.class).path());
        speak(12, 1);
        await().until(() -> Files.size(path) == 44 + 10 * 1280);

        Path copy = Files.copy(path, folder.resolve("copy.wav"));

        try (AudioInputStream wav = AudioSystem.getAudioInputStream(copy.toFile())) {
            assertThat(wav.getFrameLength()).isEqualTo(10 * 320);
        }
    }

    @Test
    void finishesTheFileWhenTheSessionCloses() {
        start("");
        call.expectMessageClass(Recording.Started.class);
        speak(3, 1);
        session.close();
        session.slot();

        assertThat(call.expectMessageClass(Recording.Finished.class).bytes()).isEqualTo(44 + 3 * 1280);
    }

    @Test
    void finishesTheFileWhenItsActorStops() throws Exception {
        ActorRef<Recording.Command> actor = start("");
        Path path = Path.of(call.expectMessageClass(Recording.Started.class).path());
        speak(3, 1);

        kit.stop(actor);
        finishLoop();

        await().until(() -> Files.size(path) == 44 + 3 * 1280);
    }

    @Test
    void reportsAFullDiskOnceAndLeavesAValidFile() throws Exception {
        writer = RecordingWriter.start(settings(), path -> new FullDisk(path, 44 + 7 * 1280 + 3));
        start("");
        Path path = Path.of(call.expectMessageClass(Recording.Started.class).path());
        speak(20, 1);

        Recording.Failed failed = call.expectMessageClass(Recording.Failed.class);
        assertThat(failed.error()).isEqualTo("recording " + path + ": No space left on device");
        speak(20, 1);
        call.expectNoMessage(Duration.ofMillis(200));
        assertThat(session.taps()).isZero();
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(path.toFile())) {
            assertThat(wav.getFrameLength()).isEqualTo(7 * 320);
            assertThat(Files.size(path)).isEqualTo(44 + 7 * 1280);
        }
    }

    @Test
    void reportsAFileThatCannotBeOpened() throws Exception {
        Files.createDirectory(folder.resolve("taken.wav"));
        start("taken");

        assertThat(call.expectMessageClass(Recording.Failed.class).error())
                .startsWith("recording " + folder.resolve("taken.wav") + ": ");
    }

    @Test
    void refusesToWriteIntoTheFileOfARunningRecording() {
        start("same");
        call.expectMessageClass(Recording.Started.class);
        start("same");

        assertThat(call.expectMessageClass(Recording.Failed.class).error())
                .endsWith("same.wav is being written by another recording");
    }

    private ActorRef<Recording.Command> start(String file) {
        if (writer == null) {
            writer = RecordingWriter.start(settings());
        }
        ActorRef<Recording.Command> actor = kit.spawn(RecordingActor.create(call.ref(), session, "s.1", writer));
        actor.tell(new Recording.Start(new RecorderOptions(file)));
        return actor;
    }

    private RecordingSettings settings() {
        return new RecordingSettings(folder, Duration.ofMillis(200));
    }

    private void speak(int slots, int sample) {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) sample);
        for (int i = 0; i < slots; i++) {
            session.slot(frame);
        }
    }

    /** Runs the slot in which the loop carries out the removal of the tap. */
    private void finishLoop() {
        await().until(() -> session.commands().contains("removeTap"));
        session.slot();
    }

    /** A channel on a disk that takes so many bytes and no more. */
    private static final class FullDisk implements SeekableByteChannel {
        private final FileChannel file;
        private final long capacity;

        FullDisk(Path path, long capacity) throws IOException {
            this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            this.capacity = capacity;
        }

        @Override
        public int write(ByteBuffer src) throws IOException {
            long room = capacity - file.position();
            if (room <= 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = src.duplicate();
            part.limit((int) Math.min(src.limit(), src.position() + room));
            int written = file.write(part);
            src.position(src.position() + written);
            return written;
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            return file.read(dst);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long newPosition) throws IOException {
            file.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
