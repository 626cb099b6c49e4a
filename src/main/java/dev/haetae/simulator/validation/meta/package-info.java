/**
 * The validation of what many kinds share: metadata, labels, selectors of labels and nodes,
 * tolerations, percentages, and whether two values are the same to the API server.
 */
@NullMarked
package dev.haetae.simulator.validation.meta;

import org.jspecify.annotations.NullMarked;
