/**
 * The validation of resources: their names and amounts, what containers ask for, ResourceQuotas and
 * LimitRanges.
 */
@NullMarked
package dev.haetae.simulator.validation.resources;

import org.jspecify.annotations.NullMarked;
