/**
 * What the cluster keeps of an object when its manifest is applied again.
 *
 * <p>Start at {@link dev.haetae.inventory.applied.AppliedManifest}.
 */
@NullMarked
package dev.haetae.inventory.applied;

import org.jspecify.annotations.NullMarked;
