/**
 * Large Lists, as kubectl saves them: one text of thousands of objects, cut into pieces that are
 * read on all processors.
 *
 * <p>Start at {@link dev.haetae.resource.list.LargeLists}.
 */
@NullMarked
package dev.haetae.resource.list;

import org.jspecify.annotations.NullMarked;
