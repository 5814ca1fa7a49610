/** What statements mean. Knows nothing of Flink, HTTP or JSON. */
@org.jspecify.annotations.NullMarked
package io.braid.engine;
