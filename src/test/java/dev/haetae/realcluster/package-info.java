/**
 * Scenarios against a real API server. {@link dev.haetae.realcluster.RealCluster} starts one,
 * {@link dev.haetae.realcluster.ControlPlane} is what a test does with it.
 *
 * <p>The short ones run with {@code mvn verify}; those tagged {@code drill} take minutes and run
 * with {@code -Pdrills}. Without the control plane's programs they abort, each by its name, and say
 * what is missing.
 */
@NullMarked
package dev.haetae.realcluster;

import org.jspecify.annotations.NullMarked;
