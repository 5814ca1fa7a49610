package io.braid.engine.run;

import io.braid.engine.plan.Changes;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.JobPlan.ViewSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.plan.TableSpec.FeedUse;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.WriteMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Job plans as the catalog keeps them: with their compiled form, so that a query starts again just as it first did. */
public final class PlanCodec {
    private static final int VERSION = 2;

    private PlanCodec() {}

    /** A plan and what the planner made of it. */
    public record StoredPlan(JobPlan plan, String compiled) {}

    public static byte[] write(StoredPlan stored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            JobPlan plan = stored.plan();
            out.writeByte(VERSION);
            text(out, plan.name());
            out.writeInt(plan.sources().size());
            for (TableSpec table : plan.sources()) {
                table(out, table);
            }
            out.writeInt(plan.views().size());
            for (ViewSpec view : plan.views()) {
                text(out, view.name());
                text(out, view.select());
            }
            out.writeInt(plan.inserts().size());
            for (InsertSpec insert : plan.inserts()) {
                text(out, insert.select());
                table(out, insert.sink());
            }
            map(out, plan.options());
            out.writeInt(plan.functions().size());
            for (FunctionSpec function : plan.functions()) {
                function(out, function);
            }
            text(out, stored.compiled());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static StoredPlan read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("plan of version " + version + " cannot be read");
            }
            String name = text(in);
            List<TableSpec> sources = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                sources.add(table(in));
            }
            List<ViewSpec> views = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                views.add(new ViewSpec(text(in), text(in)));
            }
            List<InsertSpec> inserts = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                inserts.add(new InsertSpec(text(in), table(in)));
            }
            JobPlan plan = new JobPlan(name, sources, views, inserts, map(in), functions(in));
            return new StoredPlan(plan, text(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void function(DataOutputStream out, FunctionSpec function) throws IOException {
        text(out, function.id().toString());
        text(out, function.name());
        text(out, function.className());
        text(out, function.source());
        text(out, function.sha256());
        list(out, function.secrets());
    }

    private static List<FunctionSpec> functions(DataInputStream in) throws IOException {
        List<FunctionSpec> functions = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            functions.add(
                    new FunctionSpec(UUID.fromString(text(in)), text(in), text(in), text(in), text(in), list(in)));
        }
        return functions;
    }

    private static void table(DataOutputStream out, TableSpec table) throws IOException {
        text(out, table.name());
        text(out, table.body());
        if (table.connector() instanceof TableSpec.FromStore source) {
            SourceOptions options = source.options();
            out.writeByte(0);
            text(out, source.store());
            list(out, options.path());
            text(out, options.position());
            out.writeLong(options.idleTimeoutMillis());
            list(out, options.keyColumns());
            map(out, options.formats());
            out.writeBoolean(options.upsert());
        } else if (table.connector() instanceof TableSpec.ToStore sink) {
            SinkOptions options = sink.options();
            out.writeByte(1);
            text(out, sink.store());
            list(out, options.path());
            text(out, options.mode().name());
            text(out, options.transactionalIdPrefix());
            out.writeBoolean(options.exactlyOnce());
            list(out, options.keyColumns());
            out.writeBoolean(options.keyOnlyColumns());
            map(out, options.formats());
            map(out, options.producer());
        } else {
            TableSpec.ToFeed feed = (TableSpec.ToFeed) table.connector();
            out.writeByte(2);
            text(out, feed.ticket());
            text(out, feed.use().name());
            text(out, feed.changes().name());
        }
    }

    private static TableSpec table(DataInputStream in) throws IOException {
        String name = text(in);
        String body = text(in);
        return new TableSpec(name, body, connector(in));
    }

    private static TableSpec.Connector connector(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 ->
                new TableSpec.FromStore(
                        text(in),
                        new SourceOptions(list(in), text(in), in.readLong(), list(in), map(in), in.readBoolean()));
            case 1 ->
                new TableSpec.ToStore(
                        text(in),
                        new SinkOptions(
                                list(in),
                                WriteMode.valueOf(text(in)),
                                text(in),
                                in.readBoolean(),
                                list(in),
                                in.readBoolean(),
                                map(in),
                                map(in)));
            case 2 -> new TableSpec.ToFeed(text(in), FeedUse.valueOf(text(in)), Changes.valueOf(text(in)));
            default -> throw new IOException("connector of kind " + kind + " cannot be read");
        };
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void list(DataOutputStream out, List<String> list) throws IOException {
        out.writeInt(list.size());
        for (String item : list) {
            text(out, item);
        }
    }

    private static List<String> list(DataInputStream in) throws IOException {
        List<String> list = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            list.add(text(in));
        }
        return list;
    }

    private static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static Map<String, String> map(DataInputStream in) throws IOException {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            map.put(text(in), text(in));
        }
        return map;
    }
}
