/**
 * The plugin PodSecurity: the pod security standards in all their versions, by the labels of
 * namespaces.
 *
 * <p>Start at {@link dev.haetae.simulator.admission.podsecurity.PodSecurity}.
 */
@NullMarked
package dev.haetae.simulator.admission.podsecurity;

import org.jspecify.annotations.NullMarked;
