/** The words that connectors and the platform share: types, settings, errors, stores. */
@NullMarked
package io.braid.spi;

import org.jspecify.annotations.NullMarked;
