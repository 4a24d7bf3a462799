/** What operators need: health, metrics, an orderly stop, the clock. */
package io.posthorn.ops;
