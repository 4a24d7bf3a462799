/** What can be wrong with the files of a template set, beyond what would keep it from being used. */
package io.posthorn.template.check;
