@NullMarked
package dev.haetae.cli;

import org.jspecify.annotations.NullMarked;
