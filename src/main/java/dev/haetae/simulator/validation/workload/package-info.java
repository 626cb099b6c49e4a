/** The validation of carriers: Deployments and their like, Jobs and CronJobs. */
@NullMarked
package dev.haetae.simulator.validation.workload;

import org.jspecify.annotations.NullMarked;
