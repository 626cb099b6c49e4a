@NullMarked
package dev.haetae.lsp;

import org.jspecify.annotations.NullMarked;
