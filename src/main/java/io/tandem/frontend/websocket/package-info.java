/** Callers that are WebSocket audio themselves. Imports {@code call} and {@code media}. */
package io.tandem.frontend.websocket;
