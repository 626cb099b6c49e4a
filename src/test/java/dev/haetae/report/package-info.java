@NullMarked
package dev.haetae.report;

import org.jspecify.annotations.NullMarked;
