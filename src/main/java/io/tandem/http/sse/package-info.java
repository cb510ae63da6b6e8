/** Server-sent events (WHATWG HTML §9.2): their text, and the response that carries them. Imports Akka HTTP; no package of ours. */
package io.tandem.http.sse;
