/** What the API server checks of an expression beyond its types, and where it sees the faults. */
@NullMarked
package dev.haetae.cel.check;

import org.jspecify.annotations.NullMarked;
