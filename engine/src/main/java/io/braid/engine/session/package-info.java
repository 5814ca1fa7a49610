/** Who asks, and from where. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.session;
