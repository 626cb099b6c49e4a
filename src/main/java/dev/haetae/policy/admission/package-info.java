/**
 * Kubernetes' own policies, {@code admissionregistration.k8s.io/v1}: read with all that the API
 * server would refuse, and matched as it matches them.
 */
@NullMarked
package dev.haetae.policy.admission;

import org.jspecify.annotations.NullMarked;
