/**
 * The validation of claims, volumes and storage classes, and of the volume sources that pods and
 * PersistentVolumes share.
 */
@NullMarked
package dev.haetae.simulator.validation.storage;

import org.jspecify.annotations.NullMarked;
