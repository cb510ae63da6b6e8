/**
 * The API of the console: what the node does now as one stream of events, call records, recordings, levels, trunks. Imports {@code call},
 * {@code store}, {@code http.sse}, Akka HTTP and Jackson; no front end, no media.
 */
package io.tandem.control.console;
