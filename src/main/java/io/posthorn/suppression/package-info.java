/** Addresses that are not to be mailed: why, for whom, and until when. */
package io.posthorn.suppression;
