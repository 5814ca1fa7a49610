package io.braid.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.plan.SourceMarks.Place;
import io.braid.sql.tree.Position;
import org.junit.jupiter.api.Test;

class SourceMarksTest {
    @Test
    void whatStandsAfterAMarkIsFound() {
        String call = SourceMarks.marked(
                new Position(2, 8, 20), "UPPER(" + SourceMarks.marked(new Position(2, 14, 26), "`a`") + ")");
        String sql = "SELECT ((" + call + ")) FROM\n`t` WHERE " + SourceMarks.marked(new Position(3, 1, 40), "((`b`");

        assertThat(SourceMarks.find(sql, 1, sql.indexOf("UPPER") + 1)).contains(new Place(2, 8));
        assertThat(SourceMarks.find(sql, 1, sql.indexOf("`a`") + 1)).contains(new Place(2, 14));
        assertThat(SourceMarks.find(sql, 2, sql.indexOf("`b`") - sql.indexOf('\n')))
                .contains(new Place(3, 1));
        assertThat(SourceMarks.find(sql, 1, 1)).isEmpty();
        assertThat(SourceMarks.find(sql, 2, 1)).isEmpty();
        assertThat(SourceMarks.find(sql, 9, 1)).isEmpty();
        assertThat(SourceMarks.find(sql, 1, 0)).isEmpty();
        assertThat(SourceMarks.find("x, /*@1:9*/`t`.`home`.`zip`", 1, 23)).contains(new Place(1, 9));
        assertThat(SourceMarks.find(sql, 1, 9_999)).isEmpty();
        assertThat(SourceMarks.without(sql)).isEqualTo("SELECT ((UPPER(`a`))) FROM\n`t` WHERE ((`b`");
    }

    @Test
    void theOnlyCallIsFound() {
        String sql = "/*@1:8*/F(/*@1:10*/G(1)), /*@1:20*/G(2)";
        assertThat(SourceMarks.findCall(sql, "F")).contains(new Place(1, 8));
        assertThat(SourceMarks.findCall(sql, "G")).isEmpty();
        assertThat(SourceMarks.findCall(sql, "H")).isEmpty();
    }

    @Test
    void oneMarkIsEnough() {
        Position at = new Position(1, 5, 4);
        assertThat(SourceMarks.marked(at, SourceMarks.marked(at, "x"))).isEqualTo("/*@1:5*/x");
        assertThat(SourceMarks.marked(Position.NONE, "x")).isEqualTo("x");
    }
}
