/**
 * Voice activity detection: windows of every call judged on one worker thread by the best engine at hand. Imports media taps, the
 * WebRTC detector of {@code media.webrtc}, ONNX Runtime and the ports of {@code call}.
 */
package io.tandem.speech.vad;
