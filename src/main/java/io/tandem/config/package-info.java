/**
 * actors.conf, sip-config/*.conf, environment and command line into the settings records of the packages, with every fault found
 * in one go. Imports the settings types of every package and Typesafe Config; knows no actor, socket or thread.
 */
package io.tandem.config;
