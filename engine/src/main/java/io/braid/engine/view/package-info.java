/** Reading materialized views and system tables without a job. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.view;
