@NullMarked
package dev.haetae.cluster;

import org.jspecify.annotations.NullMarked;
