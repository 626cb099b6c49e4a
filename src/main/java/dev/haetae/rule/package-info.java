/**
 * The contract between rules and what runs them.
 *
 * <p>A rule is a class in a package of its subject ({@code rule.storage}, {@code rule.gpu}, …) that
 * implements {@link dev.haetae.rule.Rule}: stateless, pure, never changing its input, reporting
 * into {@link dev.haetae.rule.Findings} in the words of a {@link
 * dev.haetae.resource.tree.Sentence}.
 */
@NullMarked
package dev.haetae.rule;

import org.jspecify.annotations.NullMarked;
