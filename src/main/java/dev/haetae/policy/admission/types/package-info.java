/**
 * The check of expressions against the types of the objects that a policy is for: what the API
 * server says in a policy's {@code status.typeChecking}. Start at {@link
 * dev.haetae.policy.admission.types.TypeChecker}.
 */
@NullMarked
package dev.haetae.policy.admission.types;

import org.jspecify.annotations.NullMarked;
