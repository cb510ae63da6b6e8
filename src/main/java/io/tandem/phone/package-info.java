/** The command-line test client `tandem phone`. Imports {@code media} and javax.sip. */
package io.tandem.phone;
