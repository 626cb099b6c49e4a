/**
 * Charts and overlays as input: what helm makes of a chart and kustomize of a kustomization, and
 * where in their sources each field of it is written.
 *
 * <p>The programs are those that are installed. Nothing here calls out, nor lets them do so. Start
 * at {@link dev.haetae.render.Rendering}.
 */
@NullMarked
package dev.haetae.render;

import org.jspecify.annotations.NullMarked;
