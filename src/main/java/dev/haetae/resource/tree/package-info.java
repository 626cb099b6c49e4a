/**
 * The tree: one light, immutable tree of {@link dev.haetae.resource.tree.Value}s for JSON and YAML,
 * with the places they stood at, paths through it, patches against it, and its text as JSON.
 *
 * <p>Start at {@link dev.haetae.resource.tree.ObjectValue}.
 */
@NullMarked
package dev.haetae.resource.tree;

import org.jspecify.annotations.NullMarked;
