/** Rows of materialized views. */
@NullMarked
package io.braid.viewstore;

import org.jspecify.annotations.NullMarked;
