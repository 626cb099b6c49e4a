/**
 * Fixes write into the files of manifests what rules would repair, and take back what would do
 * harm.
 *
 * <p>Start at {@link dev.haetae.fix.FixRun}.
 */
@NullMarked
package dev.haetae.fix;

import org.jspecify.annotations.NullMarked;
