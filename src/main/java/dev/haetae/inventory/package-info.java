/**
 * The world as rules see it: look-ups by key, each O(1) or O(answer).
 *
 * <p>Start at {@link dev.haetae.inventory.Inventory}; {@link
 * dev.haetae.inventory.InventorySnapshot} is the one made from files.
 */
@NullMarked
package dev.haetae.inventory;

import org.jspecify.annotations.NullMarked;
