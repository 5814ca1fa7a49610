package io.braid.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the rows of one result as they come. */
interface RowPrinter {
    /** @param types as the server names them */
    void begin(List<String> names, List<String> types);

    void row(List<@Nullable String> cells);

    /** Everything printed so far becomes visible; called when more rows may take their time. */
    void pause();

    void end();
}
