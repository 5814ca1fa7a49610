/** What the tests of several modules share. */
@NullMarked
package io.braid.testing;

import org.jspecify.annotations.NullMarked;
