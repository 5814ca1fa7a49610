/** START, STOP and DESCRIBE SANDBOX: what belongs to the live results of one user. */
@NullMarked
package io.braid.engine.sandbox;

import org.jspecify.annotations.NullMarked;
