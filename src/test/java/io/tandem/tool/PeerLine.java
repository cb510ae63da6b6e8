package io.tandem.tool;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDtmfSender;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One connection of the {@link WebRtcPeer}: says a tone and keeps the last seconds of what it hears. */
final class PeerLine implements PeerConnectionObserver, AudioTrackSink {

    /** The last audio that was heard. */
    record Heard(int rate, byte[] pcm) {}

    private static final int RATE = 16_000;
    private static final int FRAME = RATE / 100;
    private static final int KEPT_SECONDS = 20;
    private static final long PATIENCE_SECONDS = 10;

    private final RTCPeerConnection connection;
    private final CustomAudioSource source = new CustomAudioSource();
    private final AudioTrack track;
    private final RTCRtpSender sender;
    private final ScheduledExecutorService pusher = Executors.newSingleThreadScheduledExecutor();
    private final List<RTCIceCandidate> candidates = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> gathered = new CompletableFuture<>();
    private volatile AudioTrack remote;
    private RTCDtmfSender dtmf;
    private volatile int hertz;
    private long pushed;

    // What was heard; guarded by this.
    private int rate;
    private byte[] heard = new byte[0];
    private int heardBytes;

    PeerLine(PeerConnectionFactory factory) {
        connection = factory.createPeerConnection(new RTCConfiguration(), this);
        track = factory.createAudioTrack("microphone", source);
        sender = connection.addTrack(track, List.of("stream"));
        pusher.scheduleAtFixedRate(this::push, 0, 10, TimeUnit.MILLISECONDS);
    }

    private void push() {
        byte[] frame = new byte[2 * FRAME];
        for (int i = 0; i < FRAME && hertz > 0; i++) {
            int sample = (int) (8_000 * Math.sin(2 * Math.PI * hertz * (pushed + i) / RATE));
            frame[2 * i] = (byte) sample;
            frame[2 * i + 1] = (byte) (sample >> 8);
        }
        pushed += FRAME;
        source.pushAudio(frame, 16, RATE, 1, FRAME);
    }

    /** A new offer; with {@code gather} it waits for all candidates. */
    String offer(boolean restart, String direction, boolean gather) throws Exception {
        for (RTCRtpTransceiver transceiver : connection.getTransceivers()) {
            RTCRtpTransceiverDirection wanted =
                    switch (direction) {
                        case "sendrecv" -> RTCRtpTransceiverDirection.SEND_RECV;
                        case "sendonly" -> RTCRtpTransceiverDirection.SEND_ONLY;
                        case "recvonly" -> RTCRtpTransceiverDirection.RECV_ONLY;
                        case "inactive" -> RTCRtpTransceiverDirection.INACTIVE;
                        default -> throw new IllegalArgumentException(direction);
                    };
            if (transceiver.getDirection() != wanted) {
                transceiver.setDirection(wanted);
            }
        }
        boolean first = connection.getLocalDescription() == null;
        if (first || restart) {
            gathered = new CompletableFuture<>();
        }
        if (restart) {
            connection.restartIce();
        }
        CompletableFuture<RTCSessionDescription> created = new CompletableFuture<>();
        connection.createOffer(new RTCOfferOptions(), new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                created.complete(description);
            }

            @Override
            public void onFailure(String error) {
                created.completeExceptionally(new IllegalStateException(error));
            }
        });
        RTCSessionDescription description = created.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Void> set = new CompletableFuture<>();
        connection.setLocalDescription(description, completing(set));
        set.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (gather) {
            gathered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return connection.getLocalDescription().sdp;
        }
        return description.sdp;
    }

    void answer(String sdp) throws Exception {
        CompletableFuture<Void> set = new CompletableFuture<>();
        connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.ANSWER, sdp), completing(set));
        set.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static SetSessionDescriptionObserver completing(CompletableFuture<Void> set) {
        return new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                set.complete(null);
            }

            @Override
            public void onFailure(String error) {
                set.completeExceptionally(new IllegalStateException(error));
            }
        };
    }

    /** The candidates so far, once they are all there. */
    List<RTCIceCandidate> candidates() throws Exception {
        gathered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return candidates;
    }

    void say(int tone) {
        hertz = tone;
    }

    void press(String digits, int duration, int gap) {
        if (dtmf == null) {
            dtmf = sender.getDtmfSender();
            // Without an observer the library sends nothing.
            dtmf.registerObserver((tone, left) -> {});
        }
        if (!dtmf.insertDtmf(digits, duration, gap)) {
            throw new IllegalStateException("cannot send " + digits);
        }
    }

    String state() {
        return connection.getConnectionState().name().toLowerCase(Locale.ROOT);
    }

    synchronized Heard hear(int millis) {
        int wanted = Math.min(heardBytes, rate / 1000 * millis * 2);
        return new Heard(rate, Arrays.copyOfRange(heard, heardBytes - wanted, heardBytes));
    }

    synchronized void forget() {
        heardBytes = 0;
    }

    void close() throws InterruptedException {
        pusher.shutdown();
        pusher.awaitTermination(1, TimeUnit.SECONDS);
        if (remote != null) {
            remote.removeSink(this);
        }
        connection.close();
        source.dispose();
    }

    @Override
    public synchronized void onData(byte[] data, int bits, int sampleRate, int channels, int frames) {
        if (sampleRate != rate) {
            rate = sampleRate;
            heard = new byte[KEPT_SECONDS * rate * 2];
            heardBytes = 0;
        }
        int length = Math.min(frames * 2, data.length);
        if (heardBytes + length > heard.length) {
            System.arraycopy(heard, heard.length / 2, heard, 0, heard.length / 2);
            heardBytes -= heard.length / 2;
        }
        System.arraycopy(data, 0, heard, heardBytes, length);
        heardBytes += length;
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        candidates.add(candidate);
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            gathered.complete(null);
        }
    }

    @Override
    public void onTrack(RTCRtpTransceiver transceiver) {
        if (remote == null && transceiver.getReceiver().getTrack() instanceof AudioTrack audio) {
            remote = audio;
            audio.addSink(this);
        }
    }
}
