@NullMarked
package dev.haetae.cli.judging;

import org.jspecify.annotations.NullMarked;
