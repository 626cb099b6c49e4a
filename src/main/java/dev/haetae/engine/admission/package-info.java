/** The judgement of requests by Kubernetes' own policies, as the API server judges them. */
@NullMarked
package dev.haetae.engine.admission;

import org.jspecify.annotations.NullMarked;
