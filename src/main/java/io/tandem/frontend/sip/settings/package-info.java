/** What the SIP front end is told: listeners, limits, trunks, routes. Imports the JDK, {@code call} and {@code media}. */
package io.tandem.frontend.sip.settings;
