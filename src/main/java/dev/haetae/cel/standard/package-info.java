/** The functions that CEL itself has, with the API server's meaning and words. */
@NullMarked
package dev.haetae.cel.standard;

import org.jspecify.annotations.NullMarked;
