/** Compute pools: the statements about them, and who may run what on them. */
@NullMarked
package io.braid.engine.pool;

import org.jspecify.annotations.NullMarked;
