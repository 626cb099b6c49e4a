@NullMarked
package dev.haetae.report.text;

import org.jspecify.annotations.NullMarked;
