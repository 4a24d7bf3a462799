/** What a mail is, in plain Java: addresses, content, what may stand in a header, and the states of a delivery. */
package io.posthorn.mail;
