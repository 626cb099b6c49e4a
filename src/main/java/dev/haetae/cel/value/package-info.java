/**
 * The values of CEL expressions: the resource tree as it is, without a copy, and what expressions
 * make.
 */
@NullMarked
package dev.haetae.cel.value;

import org.jspecify.annotations.NullMarked;
