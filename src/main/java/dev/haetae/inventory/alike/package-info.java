/**
 * Elements of the world of which many are alike, so that it is enough to ask one of each kind.
 * {@link dev.haetae.inventory.alike.AlikeElements} is where to start.
 */
@NullMarked
package dev.haetae.inventory.alike;

import org.jspecify.annotations.NullMarked;
