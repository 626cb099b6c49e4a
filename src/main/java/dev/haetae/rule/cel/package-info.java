/**
 * Rules that users write in CEL, in the words of Kubernetes' admission policies, and what these
 * cannot say: the world, and the pods of every carrier.
 */
@NullMarked
package dev.haetae.rule.cel;

import org.jspecify.annotations.NullMarked;
