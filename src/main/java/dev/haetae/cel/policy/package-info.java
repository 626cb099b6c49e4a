/**
 * The words that policies in CEL are made of, the same in Kubernetes' admission policies and in
 * ours, and what they decide.
 */
@NullMarked
package dev.haetae.cel.policy;

import org.jspecify.annotations.NullMarked;
