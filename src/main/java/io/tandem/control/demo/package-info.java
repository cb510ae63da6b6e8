/** The built-in demo agent: answers, greets, echoes. Imports {@code call} only. */
package io.tandem.control.demo;
