/** Start-up: command line, settings, wiring of every package, root actors. The only place that knows everything. */
package io.tandem;
