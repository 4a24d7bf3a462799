/** The front door: what comes in is read, checked and made durable, or refused with its reasons. */
package io.posthorn.submission;
