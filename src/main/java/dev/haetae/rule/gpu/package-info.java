/**
 * Rules on GPUs: how a pod asks for them and where it may land.
 *
 * <p>{@link dev.haetae.rule.gpu.GpuResources} says which resource names stand for GPUs; start
 * there.
 */
@NullMarked
package dev.haetae.rule.gpu;

import org.jspecify.annotations.NullMarked;
