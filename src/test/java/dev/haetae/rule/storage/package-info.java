@NullMarked
package dev.haetae.rule.storage;

import org.jspecify.annotations.NullMarked;
