/** An SMTP server for tests and the bench: takes every mail, is strict about the protocol, and follows a script. */
package io.posthorn.testing.smtp;
