/** Templates kept in the repository: the catalogue, their versions, and template plus data to content. */
package io.posthorn.template;
