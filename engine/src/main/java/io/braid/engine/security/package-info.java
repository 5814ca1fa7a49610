/** What a role may do. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.security;
