/** Takes what is due, makes one attempt, decides what its outcome means, and writes it down. */
package io.posthorn.delivery;
