/**
 * The objects of Kubernetes: read-only typed views over a tree, which know their field path.
 *
 * <p>Start at {@link dev.haetae.resource.Resource} for one object, at {@link
 * dev.haetae.resource.PodView} for what most rules look at, at {@link dev.haetae.resource.Carriers}
 * for the kinds that hold pods, and at {@link dev.haetae.resource.ManifestReader} for files of
 * objects. Objects of the cluster that rules compare with ({@link
 * dev.haetae.resource.PersistentVolume}, {@link dev.haetae.resource.Node}, …) are records parsed
 * once.
 */
@NullMarked
package dev.haetae.resource;

import org.jspecify.annotations.NullMarked;
