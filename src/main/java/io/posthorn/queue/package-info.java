/** The durable spool: who may attempt which delivery, and when. */
package io.posthorn.queue;
