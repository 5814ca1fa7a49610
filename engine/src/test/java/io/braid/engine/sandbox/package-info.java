@NullMarked
package io.braid.engine.sandbox;

import org.jspecify.annotations.NullMarked;
