/**
 * The world as expressions of policies look at it: {@code inventory} and {@code predict}, with the
 * types of what they give.
 */
@NullMarked
package dev.haetae.rule.cel.world;

import org.jspecify.annotations.NullMarked;
