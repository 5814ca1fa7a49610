@NullMarked
package io.braid.sql;

import org.jspecify.annotations.NullMarked;
