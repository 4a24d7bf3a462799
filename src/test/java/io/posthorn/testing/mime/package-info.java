/** Mails as their readers see them, read by parsers that have never heard of Posthorn. */
package io.posthorn.testing.mime;
