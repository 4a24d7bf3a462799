/** What tests, the playground and the bench run against: a real broker, a real database, a strict SMTP server. */
package io.posthorn.testing;
