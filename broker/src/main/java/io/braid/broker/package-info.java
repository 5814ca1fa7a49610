/** An embedded Kafka broker for trials and tests. */
@NullMarked
package io.braid.broker;

import org.jspecify.annotations.NullMarked;
