@NullMarked
package dev.haetae.cli.editor;

import org.jspecify.annotations.NullMarked;
