@NullMarked
package dev.haetae.fix;

import org.jspecify.annotations.NullMarked;
