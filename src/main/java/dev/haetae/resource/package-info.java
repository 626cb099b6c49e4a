/**
 * The tree: JSON or YAML as one light, immutable tree of {@link dev.haetae.resource.Value}s, and
 * read-only typed views over it that know their field path.
 *
 * <p>Start at {@link dev.haetae.resource.JsonReader} and {@link dev.haetae.resource.ManifestReader}
 * for bytes to trees, at {@link dev.haetae.resource.Resource} for one Kubernetes object, and at
 * {@link dev.haetae.resource.PodView} for what most rules look at. Objects of the cluster that
 * rules compare with ({@link dev.haetae.resource.PersistentVolume}, {@link
 * dev.haetae.resource.Node}, …) are records parsed once.
 */
@NullMarked
package dev.haetae.resource;

import org.jspecify.annotations.NullMarked;
