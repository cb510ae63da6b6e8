/**
 * The one public port: Netty accepts every connection, Akka HTTP answers it, and a connection whose answer is 101 for a socket goes
 * over to {@code http.socket}. Imports Netty, Akka HTTP and {@code http.socket}.
 */
package io.tandem.http.port;
