/** HTML and CSS as mail needs them: styles written into the elements, and HTML read as text. Plain Java. */
package io.posthorn.template.markup;
