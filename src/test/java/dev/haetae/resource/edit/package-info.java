@NullMarked
package dev.haetae.resource.edit;

import org.jspecify.annotations.NullMarked;
