/** What was published, sent, told and written down, joined by a checker that knows nothing of how the gateway works. */
package io.posthorn.testing.ledger;
