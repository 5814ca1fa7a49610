/** Making true what the catalog wants: jobs, their states, and the rows that come out of them. */
@org.jspecify.annotations.NullMarked
package io.braid.engine.run;
