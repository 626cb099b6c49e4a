/**
 * Plain YAML: the part of it that most files keep to, read line by line without a parser of all the
 * rest; and what a word means in any.
 *
 * <p>Start at {@link dev.haetae.resource.plain.PlainYaml}.
 */
@NullMarked
package dev.haetae.resource.plain;

import org.jspecify.annotations.NullMarked;
