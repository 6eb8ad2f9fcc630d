# clickhouse.sh - Debian's ClickHouse, started from one file.

clickhouse_start() {
    command -v clickhouse-server >"$work/said" || {
        missing='no ClickHouse here: make bench-deps'
        return 1
    }
    mkdir "$work/clickhouse"
    clickhouse_port=$(free_port)
    cat >"$work/clickhouse/config.xml" <<END
<yandex>
    <logger><level>warning</level><console>true</console></logger>
    <listen_host>127.0.0.1</listen_host>
    <http_port>$clickhouse_port</http_port>
    <path>$work/clickhouse/</path>
    <tmp_path>$work/clickhouse/tmp/</tmp_path>
    <mark_cache_size>536870912</mark_cache_size>
    <users_config>config.xml</users_config>
    <users><default>
        <password></password>
        <networks><ip>127.0.0.1</ip></networks>
        <profile>default</profile>
        <quota>default</quota>
    </default></users>
    <profiles><default><max_threads>$(nproc)</max_threads></default></profiles>
    <quotas><default></default></quotas>
</yandex>
END
    start clickhouse clickhouse-server --config-file="$work/clickhouse/config.xml"
    wait_for clickhouse_ask 'SELECT 1'
    clickhouse_ask 'CREATE TABLE event (journey UInt8, attempt UInt32, at DateTime, step UInt8,
        kind UInt8) ENGINE = MergeTree PARTITION BY tuple() ORDER BY (journey, attempt, at)'
    # It knows whole seconds.
    awk -F , -v OFS=, '{ $3 = int($3 / 1000) } 1' "$files/events.csv" |
        curl -sS --fail -H 'Transfer-Encoding: chunked' -T - \
            "http://127.0.0.1:$clickhouse_port/?query=INSERT%20INTO%20event%20FORMAT%20CSV" ||
        wrong 'ClickHouse took no rows'
    clickhouse_ask 'OPTIMIZE TABLE event FINAL'
    same 'rows in ClickHouse' "$(clickhouse_ask 'SELECT count() FROM event')" \
        "$(awk '$1 == "all" { print $2 }' "$files/expected.txt")"
}

clickhouse_ask() {
    curl -sS --fail --data-binary "$1" "http://127.0.0.1:$clickhouse_port/"
}

clickhouse_query='
SELECT journey, level, count() FROM (
    SELECT journey, attempt, windowFunnel(604800)(at, step = 1, step = 2, step = 3,
        step = 4, step = 5, step = 6, step = 7) AS level
    FROM event GROUP BY journey, attempt)
GROUP BY journey, level'

# JOURNEY STEP REACHED: whoever came further has been there.
clickhouse_funnel() {
    clickhouse_ask "$clickhouse_query" | awk '
        { for (step = 1; step <= $2; step++) n[$1, step] += $3 }
        END {
            for (j = 1; j <= 20; j++)
                for (step = 1; step <= 7; step++)
                    if ((j, step) in n) print j, step, n[j, step]
        }'
}

clickhouse_funnel_ms() {
    from=$(date +%s%N)
    clickhouse_ask "$clickhouse_query" >"$work/said"
    calculate "($(date +%s%N) - $from) / 1000000"
}

clickhouse_stop() {
    stop clickhouse
    rm -rf "$work/clickhouse"
}
