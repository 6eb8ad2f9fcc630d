// duckdb.mjs load FILE CSV   makes the database; prints how many rows it has
// duckdb.mjs funnel FILE     JOURNEY STEP REACHED, one a line
// duckdb.mjs time FILE       milliseconds of the funnel, the second time
import { DuckDBInstance } from '@duckdb/node-api';

const [what, file, csv] = process.argv.slice(2);
const WINDOW_MS = 7 * 24 * 3600 * 1000;

// Every way through the first k steps in order, by when it began and where it
// is.  To keep only the best for each event (GROUP BY) takes longer.
const way = k => `
    w${k} AS MATERIALIZED (
        SELECT e.journey, e.attempt, e.ms, w.began
        FROM w${k - 1} w JOIN event e ON e.attempt = w.attempt
        WHERE e.step = ${k} AND e.ms > w.ms AND e.ms <= w.began + ${WINDOW_MS})`;
const steps = [1, 2, 3, 4, 5, 6, 7];
const FUNNEL = `
    WITH w1 AS MATERIALIZED (
        SELECT journey, attempt, ms, ms AS began FROM event WHERE step = 1),
    ${steps.slice(1).map(way).join(',')}
    ${steps.map(k => `SELECT journey, ${k} AS step, count(DISTINCT attempt) AS n
        FROM w${k} GROUP BY journey`).join(' UNION ALL ')}
    ORDER BY journey, step`;

const database = await DuckDBInstance.create(file);
const connection = await database.connect();
const ask = async sql => (await connection.runAndReadAll(sql)).getRows();

if (what === 'load') {
    await ask(`CREATE TABLE event AS SELECT * FROM read_csv('${csv}', header = false, columns = {
        journey: 'UTINYINT', attempt: 'UINTEGER', ms: 'BIGINT', step: 'UTINYINT', kind: 'UTINYINT'})`);
    console.log(String((await ask('SELECT count(*) FROM event'))[0][0]));
} else if (what === 'funnel') {
    for (const row of await ask(FUNNEL)) console.log(row.join(' '));
} else {
    await ask(FUNNEL);
    const from = performance.now();
    await ask(FUNNEL);
    console.log((performance.now() - from).toFixed(1));
}
