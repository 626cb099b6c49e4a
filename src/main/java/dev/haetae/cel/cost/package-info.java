/** What expressions cost when they run, in the API server's units. */
@NullMarked
package dev.haetae.cel.cost;

import org.jspecify.annotations.NullMarked;
