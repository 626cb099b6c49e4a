/**
 * What all validation is written with: a {@link dev.haetae.simulator.validation.field.Part} of an
 * object that knows its place, the list of {@link dev.haetae.simulator.validation.field.Cause}s it
 * reports to, and the syntax of names, addresses and quantities in the API server's words.
 */
@NullMarked
package dev.haetae.simulator.validation.field;

import org.jspecify.annotations.NullMarked;
