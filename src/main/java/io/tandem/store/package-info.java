/**
 * Call detail records: one for every call that ends, kept in a database and found again. Imports {@code call}, JDBI, HikariCP, Flyway
 * and Jackson; no front end, no media.
 */
package io.tandem.store;
