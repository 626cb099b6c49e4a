/**
 * Tests as Kyverno's command line reads them, {@code kyverno-test.yaml}: as far as they concern
 * Kubernetes' own admission policies.
 */
@NullMarked
package dev.haetae.policytest.kyverno;

import org.jspecify.annotations.NullMarked;
