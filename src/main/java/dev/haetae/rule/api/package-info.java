/**
 * Rules that foresee what the API server itself will say: {@link dev.haetae.rule.api.ApiValidation}
 * for new objects and changed ones, {@link dev.haetae.rule.api.ImmutableFields} for fields that
 * never change, and {@link dev.haetae.rule.api.ReferencesExist} for what pods name.
 *
 * <p>What is valid is not decided here but by {@code simulator.validation}; {@link
 * dev.haetae.rule.api.Validated} asks it, and {@link dev.haetae.rule.api.CausePlace} finds its
 * causes in the manifest.
 */
@NullMarked
package dev.haetae.rule.api;

import org.jspecify.annotations.NullMarked;
