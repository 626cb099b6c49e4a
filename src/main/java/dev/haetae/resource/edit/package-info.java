/**
 * Edits of the text of manifests: what a JSON Patch does to an object is done to the lines in which
 * the object is written, and everything else stays as its author wrote it.
 *
 * <p>Start at {@link dev.haetae.resource.edit.ManifestText}.
 */
@NullMarked
package dev.haetae.resource.edit;

import org.jspecify.annotations.NullMarked;
