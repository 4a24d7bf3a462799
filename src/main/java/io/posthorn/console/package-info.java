/** Pages for people, made on the server; the preview of templates. */
package io.posthorn.console;
