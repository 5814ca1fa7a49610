/** Measurements that are run by hand. */
@NullMarked
package io.braid.benchmarks;

import org.jspecify.annotations.NullMarked;
