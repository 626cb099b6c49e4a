/**
 * What judges the manifests of a command as one world, once or again and again after an edit.
 *
 * <p>Start at {@link dev.haetae.cli.judging.ManifestJudge}.
 */
@NullMarked
package dev.haetae.cli.judging;

import org.jspecify.annotations.NullMarked;
