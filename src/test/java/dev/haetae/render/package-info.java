@NullMarked
package dev.haetae.render;

import org.jspecify.annotations.NullMarked;
