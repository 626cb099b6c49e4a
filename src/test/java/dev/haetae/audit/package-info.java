/** Tests of {@link dev.haetae.audit}. */
@org.jspecify.annotations.NullMarked
package dev.haetae.audit;
