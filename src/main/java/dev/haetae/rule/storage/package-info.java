/**
 * Rules about volumes and claims; start at {@link dev.haetae.rule.storage.NoHostPath}, and at
 * {@link dev.haetae.rule.storage.SubjectClaims} for what becomes of claims.
 */
@NullMarked
package dev.haetae.rule.storage;

import org.jspecify.annotations.NullMarked;
