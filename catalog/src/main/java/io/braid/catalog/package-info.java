/** What the platform remembers. */
@NullMarked
package io.braid.catalog;

import org.jspecify.annotations.NullMarked;
