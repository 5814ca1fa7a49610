package io.braid.engine.run;

import io.braid.spi.DataType;
import java.nio.file.Path;
import java.util.List;

/**
 * A class that shall become a function.
 *
 * @param name what queries will call it, for messages
 * @param file the jar that holds the class
 * @param className fully qualified
 * @param arguments what it will be called with
 * @param returns what its calls are said to give
 */
public record FunctionCandidate(String name, Path file, String className, List<DataType> arguments, DataType returns) {
    public FunctionCandidate {
        arguments = List.copyOf(arguments);
    }
}
