/** What the SIP front end is told: listeners, limits, trunks, routes. Imports the JDK and {@code call}. */
package io.tandem.frontend.sip.settings;
