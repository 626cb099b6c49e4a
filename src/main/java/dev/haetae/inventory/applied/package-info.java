/**
 * Objects whose manifests are applied again, with what the cluster keeps of them.
 *
 * <p>Start at {@link dev.haetae.inventory.applied.AppliedManifest}.
 */
@NullMarked
package dev.haetae.inventory.applied;

import org.jspecify.annotations.NullMarked;
