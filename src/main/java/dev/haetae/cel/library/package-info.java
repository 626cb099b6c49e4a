/** Kubernetes' libraries of CEL functions, as its API server has them. */
@NullMarked
package dev.haetae.cel.library;

import org.jspecify.annotations.NullMarked;
