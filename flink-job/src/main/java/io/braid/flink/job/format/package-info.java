/** How records are read and written in jobs, and what happens to those that cannot be read. */
@NullMarked
package io.braid.flink.job.format;

import org.jspecify.annotations.NullMarked;
