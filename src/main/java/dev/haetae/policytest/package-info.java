/**
 * Policies' own tests: what a case gives and expects, whether a policy meets it, which outcomes the
 * cases have seen of each expression, and how that is told.
 *
 * <p>Start at {@link dev.haetae.policytest.CasePolicies}. Files are read elsewhere.
 */
@NullMarked
package dev.haetae.policytest;

import org.jspecify.annotations.NullMarked;
