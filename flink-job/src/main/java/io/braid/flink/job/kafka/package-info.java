/** What the Kafka connector lacks. */
@NullMarked
package io.braid.flink.job.kafka;

import org.jspecify.annotations.NullMarked;
