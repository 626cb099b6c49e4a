@NullMarked
package dev.haetae.cli.folder;

import org.jspecify.annotations.NullMarked;
