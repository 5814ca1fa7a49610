/** Roles, what is granted to them, and who owns what. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.role;
