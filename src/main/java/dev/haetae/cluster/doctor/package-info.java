/**
 * The doctor: examinations of an installation from outside, and the switch that turns its webhooks
 * off.
 *
 * <p>Start at {@link dev.haetae.cluster.doctor.Doctor}.
 */
@NullMarked
package dev.haetae.cluster.doctor;

import org.jspecify.annotations.NullMarked;
