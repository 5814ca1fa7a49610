/** Rows of materialized views: written from feeds, read by SELECT. */
@org.jspecify.annotations.NullMarked
package io.braid.view;
