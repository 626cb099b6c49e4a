/**
 * Overviews of a world, as people look at it: who holds which GPU, which claim lies on which
 * export, which node ports are free, which pods cannot run and what would let them. Records that
 * are ready to be rendered, each sorted and bounded. Names are as they are written: whoever shows
 * them escapes them.
 *
 * <p>Start at {@link dev.haetae.overview.Overview}.
 */
@NullMarked
package dev.haetae.overview;

import org.jspecify.annotations.NullMarked;
