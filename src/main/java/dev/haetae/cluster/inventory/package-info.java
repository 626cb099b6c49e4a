/**
 * The live inventory: the objects of the cluster that rules compare with, kept small in memory and
 * followed by watches.
 *
 * <p>Start at {@link dev.haetae.cluster.inventory.LiveInventory}; {@link
 * dev.haetae.cluster.inventory.InventoryKind} lists the kinds and the fields that are kept, and
 * {@link dev.haetae.cluster.inventory.ClusterObjects} reads them once, for a snapshot.
 */
@NullMarked
package dev.haetae.cluster.inventory;

import org.jspecify.annotations.NullMarked;
