package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.ARRAY;
import static io.braid.engine.eval.Parameter.MAP;

import io.braid.spi.DataType;
import io.braid.spi.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of maps. */
final class MapFunctions {
    private MapFunctions() {}

    static void define(Library library) {
        library.define("map_keys", MAP)
                .builtBy(call -> Node.of1(
                        DataType.array(type(call).key()),
                        false,
                        call.argument(0),
                        map -> new ArrayList<>(map(map).keySet())));
        library.define("map_values", MAP)
                .builtBy(call -> Node.of1(
                        DataType.array(type(call).value()),
                        false,
                        call.argument(0),
                        map -> new ArrayList<>(map(map).values())));
        library.define("map_entries", MAP).builtBy(MapFunctions::entries);
        library.define("map_union", MAP, MAP).builtBy(call -> {
            List<Node> maps = Conditionals.unified(call.arguments(), "MAP_UNION", call.at());
            return Node.of2(maps.get(0).type(), false, maps.get(0), maps.get(1), (a, b) -> {
                Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>(map(a));
                all.putAll(map(b));
                return all;
            });
        });
        library.define("map_from_arrays", ARRAY, ARRAY).builtBy(MapFunctions::fromArrays);
    }

    @SuppressWarnings("unchecked")
    private static Map<@Nullable Object, @Nullable Object> map(Object value) {
        return (Map<@Nullable Object, @Nullable Object>) value;
    }

    private static DataType.MapOf type(Library.Invocation call) {
        return (DataType.MapOf) call.argument(0).type();
    }

    private static Node entries(Library.Invocation call) {
        DataType entry = DataType.struct(List.of(
                new Field("key", type(call).key()),
                new Field("value", type(call).value())));
        return Node.of1(DataType.array(entry), false, call.argument(0), value -> {
            List<@Nullable Object> entries = new ArrayList<>();
            map(value).forEach((key, item) -> entries.add(Arrays.asList(key, item)));
            return entries;
        });
    }

    private static Node fromArrays(Library.Invocation call) {
        DataType key = ((DataType.ArrayOf) call.argument(0).type()).element();
        DataType item = ((DataType.ArrayOf) call.argument(1).type()).element();
        return Node.of2(DataType.map(key, item), false, call.argument(0), call.argument(1), (keys, values) -> {
            List<?> names = (List<?>) keys;
            List<?> items = (List<?>) values;
            if (names.size() != items.size()) {
                throw Problems.value(
                        "MAP_FROM_ARRAYS takes arrays of one length, not %d and %d", names.size(), items.size());
            }
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                map.put(names.get(i), items.get(i));
            }
            return map;
        });
    }
}
