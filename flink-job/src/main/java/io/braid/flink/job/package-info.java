/** What runs inside the processes of Flink. */
@NullMarked
package io.braid.flink.job;

import org.jspecify.annotations.NullMarked;
