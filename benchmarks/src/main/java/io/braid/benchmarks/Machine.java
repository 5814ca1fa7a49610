package io.braid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    static String name() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores + (cores == 1 ? " core" : " cores");
    }

    static String describe() {
        return "%s, %s; %s of memory; %s %s; Java %s. Client and server share the machine."
                .formatted(
                        name(),
                        field("/proc/cpuinfo", "model name"),
                        memory(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** What a process has of the machine's memory, in megabytes. */
    static double residentMegabytes(long pid) {
        return kilobytes(field("/proc/" + pid + "/status", "VmRSS")) / 1_000 * 1.024;
    }

    private static String memory() {
        return String.format(Locale.ROOT, "%.0f GB", kilobytes(field("/proc/meminfo", "MemTotal")) * 1.024 / 1e6);
    }

    private static double kilobytes(String text) {
        return text.endsWith(" kB") ? Double.parseDouble(text.substring(0, text.length() - 3)) : Double.NaN;
    }

    private static String field(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            // not Linux
        }
        return "unknown";
    }
}
