/**
 * Judges for an editor: its open documents among the files of its workspace.
 *
 * <p>Start at {@link dev.haetae.cli.editor.WorkspaceJudge}.
 */
@NullMarked
package dev.haetae.cli.editor;

import org.jspecify.annotations.NullMarked;
