/**
 * WebRTC callers: offer and answer over the control WebSocket, audio over a peer connection. Imports {@code call} and {@code media};
 * knows no HTTP and nothing of the native library.
 */
package io.tandem.frontend.webrtc;
