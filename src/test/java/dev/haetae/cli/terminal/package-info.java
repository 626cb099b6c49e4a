@NullMarked
package dev.haetae.cli.terminal;

import org.jspecify.annotations.NullMarked;
