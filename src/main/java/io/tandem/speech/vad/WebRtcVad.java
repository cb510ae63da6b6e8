package io.tandem.speech.vad;

import io.tandem.media.webrtc.WebRtcVoiceDetector;

/** The detector of webrtc-java. Steady tones pass as speech; speech, silence and noise are told apart well. */
final class WebRtcVad implements SpeechModel {

    @Override
    public String name() {
        return "webrtc";
    }

    @Override
    public Memory open() {
        return new Detector(new WebRtcVoiceDetector());
    }

    @Override
    public void judge(VadWindow[] windows, int count) {
        for (int i = 0; i < count; i++) {
            if (windows[i].memory instanceof Detector detector) {
                windows[i].probability = detector.voice.probability(windows[i].pcm);
            }
        }
    }

    /** One native detector a call; not thread-safe, hence used on the worker thread only. */
    private record Detector(WebRtcVoiceDetector voice) implements Memory {
        @Override
        public void close() {
            voice.close();
        }
    }
}
