/** What speaks to Flink from our process. */
@NullMarked
package io.braid.flink.runtime;

import org.jspecify.annotations.NullMarked;
