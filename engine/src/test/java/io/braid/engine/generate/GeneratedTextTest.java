package io.braid.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.analysis.Types;
import io.braid.engine.fixture.FakeRegistryType;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.StoreTypes;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.RelationStatement.CreateRelation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is generated is what the parser takes. */
class GeneratedTextTest {
    private final Templates templates = new Templates(
            new StoreTypes(List.of(new FakeStoreType())), new RegistryTypes(List.of(new FakeRegistryType())));

    @Test
    void everyTemplateIsAStatement() {
        assertThat(templates.kinds()).hasSizeGreaterThan(5);
        for (String kind : templates.kinds()) {
            String text = templates.of(kind, "x").orElseThrow();
            if (!kind.equals("function")) {
                assertThat(new SqlParser().parse(text)).as(text).hasSize(1);
            }
        }
        assertThat(templates.of("function", "shout").orElseThrow()).contains("CREATE FUNCTION shout(");
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        DataType struct = DataType.struct(List.of(
                new Field("select", DataType.array(DataType.timestamp(3))),
                new Field("a \"b\"", DataType.map(DataType.VARCHAR, DataType.decimal(10, 2)))));
        RowType columns = RowType.of(
                Column.of("from", struct), Column.of("Id", DataType.BIGINT), Column.of("key", DataType.DATE));
        String text = DdlText.create("CHANGELOG", "c", columns, List.of("Id", "key"), Map.of("topic", "it's"));

        CreateRelation read = (CreateRelation) new SqlParser().parseOne(text).statement();
        assertThat(read.columns()).extracting(column -> column.name().value()).containsExactly("from", "Id", "key");
        assertThat(read.primaryKey()).extracting(Object::toString).containsExactly("Id", "key");
        assertThat(read.properties().get(0).text()).isEqualTo("it's");
        assertThat(Types.of(read.columns().get(0).type())).isEqualTo(struct);
    }
}
