/** Proves from the database alone that nothing that came in was lost, and names what is not accounted for. */
package io.posthorn.account;
