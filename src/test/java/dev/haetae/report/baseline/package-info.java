@NullMarked
package dev.haetae.report.baseline;

import org.jspecify.annotations.NullMarked;
