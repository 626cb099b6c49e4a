/**
 * The log: where it goes and what is in it.
 *
 * <p>Start at {@link dev.haetae.log.StandardErrorLog}.
 */
@NullMarked
package dev.haetae.log;

import org.jspecify.annotations.NullMarked;
