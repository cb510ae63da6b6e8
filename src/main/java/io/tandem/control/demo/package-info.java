/** The built-in demo agent: greets and gives the caller's words back. Imports {@code call}. */
package io.tandem.control.demo;
