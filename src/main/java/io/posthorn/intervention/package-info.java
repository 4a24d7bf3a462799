/** What operators do to mails by hand: cancel, hold, release, retry, resend. */
package io.posthorn.intervention;
