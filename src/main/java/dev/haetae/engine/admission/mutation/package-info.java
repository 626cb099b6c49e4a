/**
 * The changes that MutatingAdmissionPolicies make to objects, as the API server makes them, and why
 * one cannot be made.
 */
@NullMarked
package dev.haetae.engine.admission.mutation;

import org.jspecify.annotations.NullMarked;
