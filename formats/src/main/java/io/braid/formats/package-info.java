/** The encodings of records in stores. */
@NullMarked
package io.braid.formats;

import org.jspecify.annotations.NullMarked;
