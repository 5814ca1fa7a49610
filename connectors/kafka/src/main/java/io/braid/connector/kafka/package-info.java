/** Stores that are Kafka clusters. */
@NullMarked
package io.braid.connector.kafka;

import org.jspecify.annotations.NullMarked;
