@NullMarked
package dev.haetae.render.overlay;

import org.jspecify.annotations.NullMarked;
