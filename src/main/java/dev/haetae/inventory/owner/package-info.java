/**
 * The makers of objects, as far as the object itself tells.
 *
 * <p>Start at {@link dev.haetae.inventory.owner.Owner}.
 */
@NullMarked
package dev.haetae.inventory.owner;

import org.jspecify.annotations.NullMarked;
