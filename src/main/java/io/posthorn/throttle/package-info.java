/** How much may be under way at a time, and how fast: by relay, by destination, by tenant. */
package io.posthorn.throttle;
