/** The HTTP server: binding, authentication, health, status. Routes are handed to it. Imports Akka HTTP. */
package io.tandem.http;
