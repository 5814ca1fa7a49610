/** Rows on their way from a job to the server. */
@NullMarked
package io.braid.feed;

import org.jspecify.annotations.NullMarked;
