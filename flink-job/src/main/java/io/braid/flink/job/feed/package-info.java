/** The end of a feed that lies in the job: rows of a table become batches for the server. */
@NullMarked
package io.braid.flink.job.feed;

import org.jspecify.annotations.NullMarked;
