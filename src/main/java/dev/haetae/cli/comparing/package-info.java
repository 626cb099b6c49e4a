/**
 * What a cluster decides about the same objects, asked by dry runs, and where that differs from
 * what is judged here.
 */
@NullMarked
package dev.haetae.cli.comparing;

import org.jspecify.annotations.NullMarked;
