@NullMarked
package dev.haetae.rule.manifest;

import org.jspecify.annotations.NullMarked;
