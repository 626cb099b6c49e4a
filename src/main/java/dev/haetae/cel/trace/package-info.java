/** What an evaluation has done, and where in the text and in the objects. */
@NullMarked
package dev.haetae.cel.trace;

import org.jspecify.annotations.NullMarked;
