/**
 * The language server: what {@code check} and {@code fix} would say, in an editor as one types.
 *
 * <p>Start at {@link dev.haetae.lsp.LanguageServer}. It speaks the Language Server Protocol over
 * two streams and knows nothing of policies: a {@link dev.haetae.lsp.Judge} is handed in.
 */
@NullMarked
package dev.haetae.lsp;

import org.jspecify.annotations.NullMarked;
