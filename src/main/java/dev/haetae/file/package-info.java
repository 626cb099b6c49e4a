/**
 * Files: what a system says when it refuses one, in words for users.
 *
 * <p>Start at {@link dev.haetae.file.FileFault}.
 */
@NullMarked
package dev.haetae.file;

import org.jspecify.annotations.NullMarked;
