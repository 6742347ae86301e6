-- The figures in the best SQL found for DuckDB. Takes the tables of from_parquet.sql, and the
-- variable `by_territory` (whether territories are told apart in the answer).
--
-- Nearly every appointment is one row: rows are counted as they are, and the few that share
-- their appointment with another are counted anew and set off. Which rows these are is found by
-- a hash of the number, which is several times cheaper to group by than the number itself; two
-- numbers that share a hash only make the few a little more, for they are counted by number.

SET preserve_insertion_order = false;
SET enable_progress_bar = false;

CREATE TEMP VIEW appointments AS
SELECT
    body,
    territory,
    year(date) AS year,
    appointment_id,
    beneficiary_id,
    worker_id,
    status = 'held'
        AND coalesce(channel, 'unknown')
            IN ('office', 'home', 'outside', 'phone', 'video', 'unknown')
        AND collective IS NOT TRUE AS counted,
    CASE status
        WHEN 'held' THEN 0
        WHEN 'no_show' THEN 1
        WHEN 'cancelled_by_beneficiary' THEN 2
        WHEN 'cancelled_by_service' THEN 2
        ELSE 3
    END AS rank,
    hash(body, territory, appointment_id) AS mark
FROM appointment_rows;

CREATE TEMP TABLE several AS
SELECT * FROM appointments
SEMI JOIN (
    SELECT mark FROM appointments
    WHERE appointment_id IS NOT NULL
    GROUP BY mark
    HAVING count(*) > 1
) USING (mark)
WHERE appointment_id IS NOT NULL;

CREATE TEMP VIEW costs AS
SELECT body, if(getvariable('by_territory'), territory, '') AS place, year, amount
FROM cost_rows;

WITH
beneficiaries AS (
    SELECT body, territory, year, beneficiary_id, sum(times) AS n
    FROM (
        SELECT body, territory, year, beneficiary_id, 1 AS times
        FROM appointments
        WHERE counted AND beneficiary_id IS NOT NULL
        UNION ALL
        SELECT body, territory, year, beneficiary_id, count(DISTINCT appointment_id) - count(*)
        FROM several
        WHERE counted AND beneficiary_id IS NOT NULL
        GROUP BY ALL
    )
    GROUP BY ALL
),
workers AS (
    SELECT body, territory, year, worker_id, sum(times) AS n
    FROM (
        SELECT body, territory, year, worker_id, 1 AS times
        FROM appointments
        WHERE counted AND worker_id IS NOT NULL
        UNION ALL
        SELECT body, territory, year, worker_id, count(DISTINCT appointment_id) - count(*)
        FROM several
        WHERE counted AND worker_id IS NOT NULL
        GROUP BY ALL
    )
    GROUP BY ALL
),
-- An appointment has the status of the lowest rank among its rows.
ranks AS (
    SELECT body, territory, year, rank, count(*) AS times FROM appointments GROUP BY ALL
    UNION ALL
    SELECT body, territory, year, rank, -count(*) FROM several GROUP BY ALL
    UNION ALL
    SELECT body, territory, year, rank, count(*)
    FROM (
        SELECT body, territory, year, min(rank) AS rank
        FROM several
        GROUP BY body, territory, year, appointment_id
    )
    GROUP BY ALL
),
histograms AS (
    SELECT
        'beneficiaries' AS who,
        body,
        if(getvariable('by_territory'), territory, '') AS place,
        year,
        n,
        count(*) AS units
    FROM beneficiaries
    GROUP BY ALL
    UNION ALL
    SELECT
        'workers',
        body,
        if(getvariable('by_territory'), territory, ''),
        year,
        n,
        count(*)
    FROM workers
    GROUP BY ALL
),
running AS (
    SELECT
        *,
        sum(units) OVER (PARTITION BY who, body, place, year ORDER BY n) AS reached,
        sum(units) OVER (PARTITION BY who, body, place, year) AS total
    FROM histograms
),
seen AS (
    SELECT
        who,
        body,
        place,
        year,
        sum(n * units) AS appointments,
        sum(units) AS units,
        (min(n) FILTER (reached >= (total + 1) // 2) + min(n) FILTER (reached >= total // 2 + 1))
            / 2 AS middle,
        coalesce(sum(units) FILTER (n < 3), 0) AS below_3,
        coalesce(sum(units) FILTER (n >= 8), 0) AS from_8,
        coalesce(sum(units) FILTER (n < 416), 0) AS below_416
    FROM running
    GROUP BY ALL
),
attended AS (
    SELECT
        body,
        if(getvariable('by_territory'), territory, '') AS place,
        year,
        coalesce(sum(times) FILTER (rank = 1), 0) AS no_shows,
        coalesce(sum(times) FILTER (rank < 3), 0) AS settled
    FROM ranks
    GROUP BY ALL
),
spent AS (SELECT body, place, year, sum(amount) AS amount FROM costs GROUP BY ALL),
base AS (SELECT body, place, amount FROM spent WHERE year = (SELECT min(year) FROM costs)),
parts AS (
    SELECT
        unnest([
            {
                indicator: 'appointments_per_' || singular,
                above: appointments,
                below: units,
                value: NULL
            },
            {
                indicator: 'median_appointments_per_' || singular,
                above: NULL,
                below: units,
                value: middle
            }
        ], recursive := true),
        body, place, year
    FROM seen JOIN (VALUES ('beneficiaries', 'beneficiary'), ('workers', 'worker'))
        AS names (who, singular) USING (who)
    UNION ALL
    SELECT
        unnest([
            {
                indicator: 'share_of_beneficiaries_advice_only',
                above: below_3,
                below: units,
                value: NULL
            },
            {
                indicator: 'share_of_beneficiaries_8_or_more',
                above: from_8,
                below: units,
                value: NULL
            }
        ], recursive := true),
        body, place, year
    FROM seen WHERE who = 'beneficiaries'
    UNION ALL
    SELECT 'share_of_workers_below_416', below_416, units, NULL, body, place, year
    FROM seen WHERE who = 'workers'
    UNION ALL
    SELECT 'no_show_rate', no_shows, settled, NULL, body, place, year
    FROM attended WHERE settled > 0
    UNION ALL
    SELECT 'cost_per_beneficiary', amount, units, NULL, body, place, year
    FROM spent JOIN seen USING (body, place, year) WHERE who = 'beneficiaries'
    UNION ALL
    SELECT 'cost_growth', spent.amount, base.amount, NULL, body, place, year
    FROM spent JOIN base USING (body, place)
)
SELECT
    indicator,
    body,
    place AS territory,
    year,
    CASE
        WHEN indicator = 'cost_growth' THEN above::DOUBLE / below::DOUBLE - 1
        ELSE coalesce(value, above::DOUBLE / below::DOUBLE)
    END AS value,
    above::DOUBLE AS numerator,
    below::DOUBLE AS denominator
FROM parts
