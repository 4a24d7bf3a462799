/** The vocabulary of the wire (RFC 5321, RFC 3463), in plain Java: replies, status codes, phases. */
package io.posthorn.smtp;
