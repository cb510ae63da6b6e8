/**
 * The HTTP server: binding, authentication, health, status, metrics, web pages. Routes are handed to it. Imports Akka HTTP, Jackson and
 * Micrometer; no package of ours.
 */
package io.tandem.http;
