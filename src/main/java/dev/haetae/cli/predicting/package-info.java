/**
 * What predicts manifests in a world.
 *
 * <p>Start at {@link dev.haetae.cli.predicting.ManifestPredictor}.
 */
@NullMarked
package dev.haetae.cli.predicting;

import org.jspecify.annotations.NullMarked;
