/** Tests of the project as a whole: its format and its architecture. */
@NullMarked
package dev.haetae;

import org.jspecify.annotations.NullMarked;
