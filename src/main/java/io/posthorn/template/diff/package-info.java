/** What changes in the mails when one template set takes the place of another. */
package io.posthorn.template.diff;
