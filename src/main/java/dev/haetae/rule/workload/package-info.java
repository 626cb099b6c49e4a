/** Rules on what makes pods and keeps them: Deployments, StatefulSets, Jobs and their like. */
@NullMarked
package dev.haetae.rule.workload;

import org.jspecify.annotations.NullMarked;
