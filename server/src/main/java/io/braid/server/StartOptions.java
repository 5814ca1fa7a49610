package io.braid.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the server.
 *
 * @param untilInputEnds whether the end of standard input ends the server too, for programs that start one
 */
record StartOptions(Optional<Path> file, Map<String, String> settings, boolean untilInputEnds, boolean help) {
    static final String USAGE = """
            usage: braid start [--data DIR] [--port N] [--config FILE] [--set NAME=VALUE]... [--trial-data]

              --data DIR        directory of everything the server keeps (default braid-data)
              --port N          port of the API; 0 picks a free one (default 8080)
              --config FILE     settings, one "name = value" a line
              --set NAME=VALUE  one setting; may be repeated
              --trial-data      write made-up page views, users and shipments to the embedded broker

            Every setting is described in docs/reference/settings.md.""";

    StartOptions {
        settings = Map.copyOf(settings);
    }

    /** @throws SettingsException when it cannot be understood */
    static StartOptions parse(String... arguments) {
        Path file = null;
        Map<String, String> settings = new LinkedHashMap<>();
        boolean untilInputEnds = false;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            boolean joined = argument.startsWith("--") && equals > 0;
            String flag = joined ? argument.substring(0, equals) : argument;
            switch (flag) {
                case "--help", "-h" -> help = true;
                case "--trial-data" -> settings.put("trial.data", "true");
                case "--until-input-ends" -> untilInputEnds = true;
                case "--data", "--port", "--config", "--set" -> {
                    String value = joined ? argument.substring(equals + 1) : next(arguments, ++i, flag);
                    if (flag.equals("--config")) {
                        file = Path.of(value);
                    } else {
                        put(settings, flag, value);
                    }
                }
                default -> throw new SettingsException("unknown argument \"" + argument + "\"\n\n" + USAGE);
            }
        }
        return new StartOptions(Optional.ofNullable(file), settings, untilInputEnds, help);
    }

    private static void put(Map<String, String> settings, String flag, String value) {
        switch (flag) {
            case "--data" -> settings.put("data", value);
            case "--port" -> settings.put("http.port", value);
            default -> {
                int equals = value.indexOf('=');
                if (equals <= 0) {
                    throw new SettingsException("--set " + value + ": expected --set NAME=VALUE");
                }
                settings.put(
                        value.substring(0, equals).strip(),
                        value.substring(equals + 1).strip());
            }
        }
    }

    private static String next(String[] arguments, int index, String flag) {
        @Nullable String value = index < arguments.length ? arguments[index] : null;
        if (value == null) {
            throw new SettingsException(flag + " needs a value\n\n" + USAGE);
        }
        return value;
    }
}
