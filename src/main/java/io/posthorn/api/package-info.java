/** The audit trail over HTTP. */
package io.posthorn.api;
