@NullMarked
package dev.haetae.report.format;

import org.jspecify.annotations.NullMarked;
