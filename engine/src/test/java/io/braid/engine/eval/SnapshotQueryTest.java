package io.braid.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewScan;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotQueryTest {
    private final Queries queries = new Queries();

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', emptyValue = "", textBlock = """
            SELECT 1; 1
            SELECT 1 AS a, 'x' b; 1,x
            SELECT 1 FROM orders; 1|1|1|1|1
            select ID from ORDERS where customer='ann'; 1|3
            SELECT * FROM orders WHERE id = 2; 2,bob,5.50,1,false,200
            SELECT o.* FROM orders o WHERE o.id = 2; 2,bob,5.50,1,false,200
            SELECT orders.id FROM orders WHERE orders.id > 4; 5
            SELECT id FROM orders WHERE customer IS NULL; 4
            SELECT id FROM orders WHERE customer IS NOT NULL AND id < 3; 1|2
            SELECT id FROM orders WHERE customer = 'ann' OR items = 4; 1|3|5
            SELECT id FROM orders WHERE customer IN ('ann', 'cy'); 1|3|5
            SELECT id FROM orders WHERE customer NOT IN ('ann'); 2|5
            SELECT id FROM orders WHERE id BETWEEN 2 AND 3; 2|3
            SELECT id FROM orders WHERE paid; 1|3
            SELECT id FROM orders WHERE NOT paid; 2|5
            SELECT id FROM orders WHERE 3 > id; 1|2
            SELECT id FROM orders WHERE seen = 300; 3
            SELECT id FROM orders WHERE seen > 3000000000; ``
            SELECT id FROM orders WHERE amount = 5.5; 2
            SELECT id FROM orders WHERE amount > 7; 1|3
            SELECT id FROM orders WHERE amount = 5.505; ``
            SELECT id FROM orders WHERE id = 1.5; ``
            SELECT id FROM orders WHERE UPPER(customer) = 'BOB'; 2
            SELECT id FROM orders LIMIT 2; 1|2
            SELECT id FROM orders LIMIT 0; ``
            SELECT id FROM orders LIMIT 2 OFFSET 3; 4|5
            SELECT id FROM orders ORDER BY id DESC LIMIT 2; 5|4
            SELECT id FROM orders ORDER BY customer, id; 4|1|3|2|5
            SELECT id FROM orders ORDER BY customer DESC, id DESC; 5|2|3|1|4
            SELECT id FROM orders ORDER BY customer NULLS LAST, id LIMIT 3; 1|3|2
            SELECT id FROM orders ORDER BY customer DESC NULLS FIRST LIMIT 1; 4
            SELECT id FROM orders ORDER BY amount; 5|4|2|3|1
            SELECT id, items * 2 AS twice FROM orders ORDER BY twice DESC, 1 LIMIT 2; 5,8|1,6
            SELECT id FROM orders ORDER BY -id LIMIT 1; 5
            SELECT id FROM orders ORDER BY CHAR_LENGTH(customer) DESC NULLS LAST, id; 1|2|3|5|4
            SELECT customer AS id FROM orders ORDER BY id LIMIT 2; NULL|ann
            SELECT DISTINCT customer FROM orders; ann|bob|NULL|cy
            SELECT DISTINCT customer FROM orders ORDER BY customer DESC; cy|bob|ann|NULL
            SELECT DISTINCT paid FROM orders ORDER BY 1 LIMIT 2; NULL|false
            SELECT COUNT(*) FROM orders; 5
            SELECT COUNT(*) FROM orders WHERE id > 100; 0
            SELECT COUNT(customer), COUNT(DISTINCT customer) FROM orders; 4,3
            SELECT SUM(items), AVG(items), MIN(items), MAX(items) FROM orders; 10,2,1,4
            SELECT SUM(amount), AVG(amount) FROM orders; 23.75,5.937500
            SELECT SUM(items) FROM orders WHERE id > 100; NULL
            SELECT MAX(customer), MIN(customer) FROM orders; cy,ann
            SELECT MAX(seen) - MIN(seen) FROM orders; 400
            SELECT COUNT(*) FILTER (WHERE paid) FROM orders; 2
            SELECT SUM(CASE WHEN paid THEN 1 ELSE 0 END) > 1 FROM orders; true
            SELECT LISTAGG(customer) FROM orders; ann,bob,ann,cy
            SELECT LISTAGG(customer, '-') FROM orders; ann-bob-ann-cy
            SELECT ARRAY_AGG(items) FROM orders; [3, 1, NULL, 2, 4]
            SELECT FIRST_VALUE(customer), LAST_VALUE(customer) FROM orders; ann,cy
            SELECT STDDEV_POP(CAST(items AS DOUBLE)) FROM orders; 1.118033988749895
            SELECT VAR_SAMP(CAST(id AS DOUBLE)) FROM orders; 2.5
            SELECT customer, COUNT(*) FROM orders GROUP BY customer; ann,2|bob,1|NULL,1|cy,1
            SELECT customer, COUNT(*) AS n FROM orders GROUP BY 1 ORDER BY n DESC, customer LIMIT 2; ann,2|NULL,1
            SELECT UPPER(customer) AS c, SUM(items) FROM orders GROUP BY c ORDER BY c; NULL,2|ANN,3|BOB,1|CY,4
            SELECT id % 2, COUNT(*) FROM orders GROUP BY id % 2 ORDER BY 1; 0,2|1,3
            SELECT id % 2 + 1 FROM orders GROUP BY id % 2 ORDER BY 1; 1|2
            SELECT o.customer FROM orders o GROUP BY customer HAVING COUNT(*) > 1; ann
            SELECT customer FROM orders GROUP BY customer HAVING MAX(items) = 4; cy
            SELECT customer FROM orders GROUP BY customer ORDER BY SUM(items) DESC NULLS LAST LIMIT 1; cy
            SELECT COUNT(*) FROM orders GROUP BY customer HAVING customer = 'ann'; 2
            SELECT COUNT(*) FROM orders HAVING COUNT(*) > 10; ``
            SELECT paid, COUNT(*) FROM orders GROUP BY ROLLUP (paid) ORDER BY 2 DESC, 1; NULL,5|false,2|true,2|NULL,1
            SELECT o.id, c.country FROM orders o JOIN customers c ON o.customer = c.name; 1,it|2,de|3,it
            SELECT o.id, country FROM orders o LEFT JOIN customers c ON o.customer = c.name; 1,it|2,de|3,it|4,NULL|5,NULL
            SELECT o.id FROM orders o LEFT JOIN customers c ON o.customer = c.name WHERE c.name IS NULL; 4|5
            SELECT o.id, c.id FROM orders o JOIN customers c ON o.customer = c.name AND c.id < o.id; 3,1
            SELECT o.id, c.id FROM orders o LEFT JOIN customers c ON o.id = c.id AND c.country = 'de' WHERE o.id < 3; 1,NULL|2,2
            SELECT COUNT(*) FROM orders CROSS JOIN customers; 15
            SELECT a.id, b.id FROM orders a JOIN orders b ON a.id < b.id WHERE b.id = 2; 1,2
            SELECT c.* FROM orders o JOIN customers c ON o.id = c.id AND o.id = 2; bob,de,2
            SELECT n FROM (SELECT customer AS n, id FROM orders) x WHERE x.id = 1; ann
            SELECT n * 2 FROM (SELECT COUNT(*) AS n FROM orders) t; 10
            WITH big AS (SELECT id FROM orders WHERE items > 2) SELECT COUNT(*) FROM big; 2
            WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a CROSS JOIN b; 1,2
            WITH t (k) AS (SELECT id FROM orders) SELECT k FROM t WHERE k = 3; 3
            SELECT id FROM orders WHERE id < 2 UNION ALL SELECT id FROM customers; 1|1|2|9
            SELECT id FROM orders WHERE id < 2 UNION SELECT id FROM customers ORDER BY id DESC LIMIT 2; 9|2
            SELECT 1 UNION ALL SELECT 2.5; 1.0|2.5
            SELECT id FROM orders INTERSECT SELECT id FROM customers; 1|2
            SELECT id FROM customers EXCEPT SELECT id FROM orders; 9
            SELECT id FROM orders WHERE customer IN (SELECT name FROM customers); 1|2|3
            SELECT id FROM orders WHERE customer NOT IN (SELECT name FROM customers); 5
            SELECT id FROM orders WHERE seen = (SELECT MAX(seen) FROM orders); 5
            SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM customers WHERE id = 77); ``
            SELECT (SELECT country FROM customers WHERE id = 9); fr
            SELECT (SELECT country FROM customers WHERE id = 99); NULL
            """)
    void rows(String sql, String rows) {
        assertThat(queries.run(sql)).isEqualTo(rows == null ? "" : rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            SELECT custmer FROM orders; column "custmer" does not exist (did you mean customer?)
            SELECT x.id FROM orders o; column "x.id" does not exist
            SELECT id FROM orders JOIN customers ON name = customer; column "id" is ambiguous (write orders.id or customers.id)
            SELECT nofun(id) FROM orders; function "nofun" does not exist
            SELECT uper(customer) FROM orders; function "uper" does not exist (did you mean UPPER?)
            SELECT customer, COUNT(*) FROM orders; column "customer" must stand in GROUP BY or inside an aggregate
            SELECT id FROM orders GROUP BY customer; column "id" must stand in GROUP BY or inside an aggregate
            SELECT id FROM orders WHERE COUNT(*) > 1; aggregate "count" is not allowed here
            SELECT id FROM orders WHERE customer = 1; VARCHAR cannot be compared with INTEGER
            SELECT id FROM orders WHERE items; WHERE takes a BOOLEAN, not INTEGER
            SELECT id FROM orders WHERE id AND paid; WHERE takes a BOOLEAN, not INTEGER
            SELECT SUM(customer) FROM orders; aggregate "sum" does not take VARCHAR as argument 1
            SELECT LISTAGG(id) FROM orders; aggregate "listagg" does not take INTEGER as argument 1 (CAST it to VARCHAR)
            SELECT id FROM orders ORDER BY 7; there is no column 7 in the select list
            SELECT id FROM orders UNION SELECT name FROM customers; UNION mixes INTEGER and VARCHAR
            SELECT id FROM orders UNION SELECT id, name FROM customers; UNION takes queries with the same number of columns, not 1 and 2
            SELECT (SELECT id FROM customers); a query that stands for a value gave more than one row (add LIMIT 1)
            SELECT id FROM orders o RIGHT JOIN customers c ON o.id = c.id; RIGHT JOIN is not supported
            SELECT nowhere.* FROM orders; relation "nowhere" does not exist in FROM
            SELECT id FROM missing; relation "missing" does not exist
            SELECT DISTINCT id FROM orders ORDER BY items; SELECT DISTINCT sorts only by what it selects
            SELECT ROW_NUMBER() OVER (ORDER BY id) FROM orders; OVER is not supported
            SELECT id OR paid FROM orders; OR takes a BOOLEAN, not INTEGER
            SELECT id + customer FROM orders; "+" does not take INTEGER and VARCHAR
            SELECT CAST(customer AS NOTYPE) FROM orders; type "NOTYPE" does not exist
            SELECT CAST(customer AS INTEGER) FROM orders; "ann" cannot be cast to INTEGER (TRY_CAST gives NULL instead)
            SELECT id / 0 FROM orders; division by zero
            """)
    void errors(String sql, String message) {
        assertThatThrownBy(() -> queries.run(sql))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT id, customer AS who, id + 1, 1 FROM orders; id INTEGER,who VARCHAR,expr$2 INTEGER,expr$3 INTEGER
            SELECT COUNT(*), SUM(amount), AVG(items) AS a FROM orders; expr$0 BIGINT,expr$1 DECIMAL(38 2),a INTEGER
            SELECT id, id FROM orders; id INTEGER,id INTEGER
            SELECT NULL; expr$0 VARCHAR
            """)
    void columns(String sql, String columns) {
        String found = queries.compile(sql, 10).columns().columns().stream()
                .map(column -> column.name() + " " + column.type().toString().replace(",", ""))
                .collect(Collectors.joining(","));
        assertThat(found).isEqualTo(columns);
    }

    @Test
    void pointReadsAreLeftToTheSource() {
        queries.run("SELECT amount FROM orders WHERE id = 2 AND customer = 'bob'");

        assertThat(queries.source("orders").onlyScan())
                .isEqualTo(new ViewScan(
                        List.of(2),
                        List.of(
                                new ViewScan.Condition(0, ViewScan.Operator.EQUAL, 2),
                                new ViewScan.Condition(1, ViewScan.Operator.EQUAL, "bob")),
                        List.of(),
                        -1));
    }

    @Test
    void orderAndLimitAreLeftToTheSource() {
        queries.run("SELECT id FROM orders WHERE seen >= 100 ORDER BY customer DESC LIMIT 2 OFFSET 1");

        ViewScan scan = queries.source("orders").onlyScan();
        assertThat(scan.order()).containsExactly(new ViewScan.Order(1, true, false));
        assertThat(scan.limit()).isEqualTo(3);
        assertThat(scan.conditions())
                .containsExactly(new ViewScan.Condition(5, ViewScan.Operator.GREATER_OR_EQUAL, 100L));
    }

    @Test
    void limitStaysHereWhenRowsAreDroppedHere() {
        assertThat(queries.run("SELECT id FROM orders WHERE items * 2 > 5 ORDER BY id LIMIT 1"))
                .isEqualTo("1");

        ViewScan scan = queries.source("orders").onlyScan();
        assertThat(scan.limit()).isNegative();
        assertThat(scan.order()).hasSize(1);
    }

    @Test
    void rowsInMemoryAreBounded() {
        SnapshotQuery query = queries.compile("SELECT DISTINCT id FROM orders", 3);

        assertThatThrownBy(() -> Queries.run(query))
                .isInstanceOfSatisfying(StatementException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining("more than 3 rows in memory");
    }

    @Test
    void errorsSayWhere() {
        assertThatThrownBy(() -> queries.run("SELECT id,\n  nope FROM orders"))
                .isInstanceOfSatisfying(StatementException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_QUERY);
                    assertThat(problem.line()).isEqualTo(2);
                    assertThat(problem.column()).isEqualTo(3);
                });
    }
}
