/**
 * The registration: which webhooks the policies need, the authority they trust, and who of the
 * replicas writes both to the API server.
 *
 * <p>Start at {@link dev.haetae.cluster.registration.Registrar} and {@link
 * dev.haetae.cluster.registration.WebhookPlan}.
 */
@NullMarked
package dev.haetae.cluster.registration;

import org.jspecify.annotations.NullMarked;
