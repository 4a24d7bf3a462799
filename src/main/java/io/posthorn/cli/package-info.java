/** The command line. */
package io.posthorn.cli;
