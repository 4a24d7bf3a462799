/** One attempt to hand one mail for one recipient to the next hop, and what came of it. */
package io.posthorn.relay;
