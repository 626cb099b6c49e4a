/** The validation of what lets traffic in and out: NetworkPolicies and Ingresses. */
@NullMarked
package dev.haetae.simulator.validation.network;

import org.jspecify.annotations.NullMarked;
