package io.braid.server;

import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers settings from where people write them, and says in which place a mistake is. */
final class SettingSources {
    private static final String PREFIX = "BRAID_";
    /** Variables of the launcher and the terminal, which stand in the same environment. */
    private static final Set<String> NOT_OURS =
            Set.of("BRAID_HEAP", "BRAID_JAVA_OPTS", "BRAID_CACHE", "BRAID_NO_CDS", "BRAID_SERVER", "BRAID_TOKEN");

    private final List<Setting<?>> known;

    SettingSources(List<Setting<?>> known) {
        this.known = known;
    }

    Settings read(Optional<Path> file, Map<String, String> environment, Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        file.ifPresent(f -> values.putAll(file(f)));
        values.putAll(environment(environment));
        given.forEach((name, value) -> {
            require(name, "--set " + name);
            values.put(name.toLowerCase(Locale.ROOT), value);
        });
        try {
            return Settings.read(known, values);
        } catch (StatementException e) {
            throw new SettingsException(e.getMessage().replace("parameter \"", "setting \""));
        }
    }

    private Map<String, String> file(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new SettingsException("settings file \"" + file + "\" cannot be read: " + e);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String place = file + ":" + (i + 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new SettingsException(place + ": expected \"name = value\"");
            }
            String name = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            require(name, place);
            if (values.put(name, line.substring(equals + 1).strip()) != null) {
                throw new SettingsException(place + ": setting \"" + name + "\" is there twice");
            }
        }
        return values;
    }

    private Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !NOT_OURS.contains(variable)) {
                String name = variable.substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                require(name, "environment variable " + variable);
                values.put(name, value);
            }
        });
        return values;
    }

    private void require(String name, String place) {
        if (known.stream().noneMatch(s -> s.name().equalsIgnoreCase(name))) {
            String hint = Settings.nearest(name, known)
                    .map(n -> ", did you mean \"" + n + "\"?")
                    .orElse("");
            throw new SettingsException(place + ": setting \"" + name + "\" does not exist" + hint);
        }
    }
}
