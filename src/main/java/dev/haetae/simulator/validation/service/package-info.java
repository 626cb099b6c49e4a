/** The validation of Services, and the allocation of their addresses that comes before it. */
@NullMarked
package dev.haetae.simulator.validation.service;

import org.jspecify.annotations.NullMarked;
