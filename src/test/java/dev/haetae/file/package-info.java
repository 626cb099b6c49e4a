@NullMarked
package dev.haetae.file;

import org.jspecify.annotations.NullMarked;
