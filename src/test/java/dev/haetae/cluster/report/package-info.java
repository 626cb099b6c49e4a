@NullMarked
package dev.haetae.cluster.report;

import org.jspecify.annotations.NullMarked;
