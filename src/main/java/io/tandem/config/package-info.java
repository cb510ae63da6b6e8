/** actors.conf and sip-config/*.conf into the settings records of the packages. */
package io.tandem.config;
