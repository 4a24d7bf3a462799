/** The audit trail, and what operators do, over HTTP. */
package io.posthorn.api;
