/**
 * CEL, the expression language of Kubernetes' policies: compiled once, evaluated over the resource
 * tree, with the API server's functions, budgets and words.
 */
@NullMarked
package dev.haetae.cel;

import org.jspecify.annotations.NullMarked;
