/**
 * The domain: a call as an actor, its commands in, its events out, and the ports its children speak. Imports the JDK and Akka
 * Typed only; no package of ours, no SIP, WebRTC, HTTP or JSON library.
 */
package io.tandem.call;
