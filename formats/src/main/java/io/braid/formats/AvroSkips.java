package io.braid.formats;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How values are passed over that no column wants. Schemas may contain themselves. For the parsing of one schema. */
final class AvroSkips {
    /** Reads to the end of a value. */
    @FunctionalInterface
    interface Skip {
        void over(AvroInput in);
    }

    /** A record that contains itself finds itself here. */
    private static final class Later implements Skip {
        private @Nullable Skip skip;

        @Override
        public void over(AvroInput in) {
            if (skip == null) {
                throw new IllegalStateException("skipped before it was known");
            }
            in.enter();
            skip.over(in);
            in.leave();
        }
    }

    private final IdentityHashMap<Schema, Later> records = new IdentityHashMap<>();
    private final IdentityHashMap<Schema, Integer> least = new IdentityHashMap<>();

    Skip of(Schema schema) {
        if (leastBytes(schema) == 0) {
            // a tree of records of nulls has no bytes, but may have more leaves than anybody can visit
            return in -> {};
        }
        return switch (schema.getType()) {
            case NULL -> in -> {};
            case BOOLEAN -> AvroInput::bool;
            case INT, ENUM -> AvroInput::int32;
            case LONG -> AvroInput::int64;
            case FLOAT -> in -> in.skip(4);
            case DOUBLE -> in -> in.skip(8);
            case BYTES, STRING -> in -> in.skip(in.length());
            case FIXED -> in -> in.skip(schema.getFixedSize());
            case ARRAY -> elements(of(schema.getElementType()), leastBytes(schema.getElementType()));
            case MAP -> {
                Skip value = of(schema.getValueType());
                yield elements(
                        in -> {
                            in.skip(in.length());
                            value.over(in);
                        },
                        1 + leastBytes(schema.getValueType()));
            }
            case UNION -> {
                Skip[] branches = schema.getTypes().stream().map(this::of).toArray(Skip[]::new);
                yield in -> branches[branch(in, branches.length)].over(in);
            }
            case RECORD -> {
                Later known = records.get(schema);
                if (known != null) {
                    yield known;
                }
                Later record = new Later();
                records.put(schema, record);
                List<Skip> fields = new ArrayList<>();
                schema.getFields().forEach(field -> fields.add(of(field.schema())));
                record.skip = in -> fields.forEach(field -> field.over(in));
                yield record;
            }
        };
    }

    private static Skip elements(Skip element, int least) {
        return in -> {
            int read = 0;
            for (int count = in.block(read, least); count > 0; count = in.block(read, least)) {
                for (int i = 0; i < count; i++) {
                    element.over(in);
                }
                read += count;
            }
        };
    }

    static int branch(AvroInput in, int branches) {
        int branch = in.int32();
        if (branch < 0 || branch >= branches) {
            throw BadRecordException.of("a union has no branch of that number");
        }
        return branch;
    }

    /**
     * How many bytes a value has at least; 0 only where it has none. Ends, since a record contains itself by way of a
     * union, array or map only.
     */
    int leastBytes(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> 0;
            case FLOAT -> 4;
            case DOUBLE -> 8;
            case FIXED -> schema.getFixedSize();
            case RECORD -> {
                Integer known = least.get(schema);
                if (known == null) {
                    long sum = schema.getFields().stream()
                            .mapToLong(field -> leastBytes(field.schema()))
                            .sum();
                    known = (int) Math.min(sum, Integer.MAX_VALUE);
                    least.put(schema, known);
                }
                yield known;
            }
            case BOOLEAN, INT, LONG, ENUM, BYTES, STRING, ARRAY, MAP, UNION -> 1;
        };
    }
}
