/** The append-only trail of everything that happened, and the questions people put to it. */
package io.posthorn.audit;
