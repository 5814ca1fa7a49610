/** LIST, DESCRIBE and the system tables: one description of what each kind of object shows. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.listing;
