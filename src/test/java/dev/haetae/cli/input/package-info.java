@NullMarked
package dev.haetae.cli.input;

import org.jspecify.annotations.NullMarked;
