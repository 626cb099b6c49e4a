/** The start of Haetae: {@link dev.haetae.Main} hands its arguments to the command line. */
@NullMarked
package dev.haetae;

import org.jspecify.annotations.NullMarked;
