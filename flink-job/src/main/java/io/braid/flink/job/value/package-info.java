/** Between Flink's inner values and the value classes of {@link io.braid.spi.DataType}, in both directions. */
@NullMarked
package io.braid.flink.job.value;

import org.jspecify.annotations.NullMarked;
