/** What the expressions of mutations have made, put into objects as the API server puts it. */
@NullMarked
package dev.haetae.cel.patch;

import org.jspecify.annotations.NullMarked;
