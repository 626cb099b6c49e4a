/**
 * The objects that mutations make: {@code Object} with its parts, and {@code JSONPatch}, whose
 * fields no schema declares.
 */
@NullMarked
package dev.haetae.cel.mutation;

import org.jspecify.annotations.NullMarked;
