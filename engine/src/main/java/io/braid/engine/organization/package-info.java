/** Organizations: what one starts with, its members, and their tokens. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.organization;
