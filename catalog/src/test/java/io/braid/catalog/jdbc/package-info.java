@NullMarked
package io.braid.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
