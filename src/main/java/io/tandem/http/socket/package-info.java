/**
 * WebSockets at scale: an answer with which a route takes its connection over from HTTP, a listener for what comes in and a socket
 * for what goes out, without any stream or actor between. Imports Netty and the model of Akka HTTP; no package of ours.
 */
package io.tandem.http.socket;
