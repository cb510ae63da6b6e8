/** Measures the product: the JMH runner and servers under load. Imports whatever it measures; nothing imports it. */
package io.tandem.bench;
