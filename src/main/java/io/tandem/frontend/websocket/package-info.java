/**
 * Audio over the control WebSocket: a leg, a media endpoint, and the front end that opens both. Imports {@code call} and
 * {@code media}; knows no HTTP.
 */
package io.tandem.frontend.websocket;
