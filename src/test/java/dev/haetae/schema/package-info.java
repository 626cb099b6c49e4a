@NullMarked
package dev.haetae.schema;

import org.jspecify.annotations.NullMarked;
