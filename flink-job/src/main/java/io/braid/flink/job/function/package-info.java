/** Functions of the language that Flink does not have. */
@NullMarked
package io.braid.flink.job.function;

import org.jspecify.annotations.NullMarked;
