/**
 * Folders of manifests: which of their files are read, which are parts of a chart or kustomization
 * and no objects, and how all that is passed over is told in a few notes.
 *
 * <p>Start at {@link dev.haetae.cli.folder.FolderLayout}.
 */
@NullMarked
package dev.haetae.cli.folder;

import org.jspecify.annotations.NullMarked;
