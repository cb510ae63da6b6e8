/** webrtc-java behind our own interfaces: the only home of {@code dev.onvoid.webrtc}. */
package io.tandem.media.webrtc;
