/**
 * Views in SQLite, one file each.
 *
 * <p>A commit survives the death of the process at once, and the loss of power from the next flush on, which a job asks
 * for at each checkpoint. Readers never wait for the writer nor it for them; but a reader that is never closed keeps
 * the write-ahead log of its view from starting over, and the log then grows with every row written.
 */
@NullMarked
package io.braid.view.sqlite;

import org.jspecify.annotations.NullMarked;
