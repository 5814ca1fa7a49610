/** What an organization starts with. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.organization;
