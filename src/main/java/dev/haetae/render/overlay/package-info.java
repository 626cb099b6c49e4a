/**
 * Kustomize's overlays: building them, and the files and lines that their objects come from.
 *
 * <p>Start at {@link dev.haetae.render.overlay.Overlay}.
 */
@NullMarked
package dev.haetae.render.overlay;

import org.jspecify.annotations.NullMarked;
