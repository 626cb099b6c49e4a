/**
 * An API server of the bench: it lists a population of any size in pages, and streams as many
 * changes a second as it is told to. {@link dev.haetae.bench.cluster.StandIn} is its main class.
 */
@NullMarked
package dev.haetae.bench.cluster;

import org.jspecify.annotations.NullMarked;
