/**
 * The fields of Kubernetes' built-in kinds and what each of them takes: what the API server's
 * decoder knows about a manifest, without its validation.
 *
 * <p>Start at {@link dev.haetae.schema.Schema#kubernetes()}; {@link dev.haetae.schema.TypeCheck}
 * says what is wrong with a value, {@link dev.haetae.schema.Suggestions} what was meant.
 */
@NullMarked
package dev.haetae.schema;

import org.jspecify.annotations.NullMarked;
