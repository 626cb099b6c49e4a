/**
 * Advice on admission policies that the API server takes and that cannot do what they are written
 * for. Start at {@link dev.haetae.policy.admission.advice.PolicyAdvice}.
 */
@NullMarked
package dev.haetae.policy.admission.advice;

import org.jspecify.annotations.NullMarked;
