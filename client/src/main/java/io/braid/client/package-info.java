/** A small client of the statement API. */
@NullMarked
package io.braid.client;

import org.jspecify.annotations.NullMarked;
