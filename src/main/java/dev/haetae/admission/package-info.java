/**
 * The AdmissionReview protocol ({@code admission.k8s.io/v1}) and its two HTTP endpoints.
 *
 * <p>Start at {@link dev.haetae.admission.AdmissionReviewer}, which turns the bytes of a review
 * into the bytes of its answer and knows nothing of HTTP; {@link
 * dev.haetae.admission.AdmissionController} puts it behind {@code POST /validate} and {@code POST
 * /mutate}. What cannot be read is answered with a {@code Status}, never with an allow.
 */
@NullMarked
package dev.haetae.admission;

import org.jspecify.annotations.NullMarked;
