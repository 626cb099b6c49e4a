/**
 * A request as it passes through the stages of the API server, and how one of them refuses it.
 *
 * <p>{@link dev.haetae.simulator.admission.request.Attributes} is what a plugin is given, {@link
 * dev.haetae.simulator.admission.request.Refusal} what it may answer.
 */
@NullMarked
package dev.haetae.simulator.admission.request;

import org.jspecify.annotations.NullMarked;
