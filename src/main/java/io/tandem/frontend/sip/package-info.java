/** SIP: JAIN-SIP transactions, our own dialogs, trunks and routes in. Imports {@code call}, {@code media}; sole home of javax.sip beside the test phone. */
package io.tandem.frontend.sip;
