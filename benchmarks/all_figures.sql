-- All figures that need neither supports nor households nor prices, in the best SQL found for
-- DuckDB. Takes the tables of from_parquet.sql or from_csv.sql, and the variable `by_territory`
-- (whether territories are told apart in the answer).
--
-- Appointments are copied once, with numbers in the place of texts: every count and the one sort
-- that follow are then several times cheaper, which pays for the copy. Nearly every appointment
-- is one row; the few rows that may share theirs with another are counted apart. They are found
-- by a hash of the number of the appointment, which is cheaper to group by than the number; two
-- numbers that share a hash only make the few a little more.

SET preserve_insertion_order = false;
SET enable_progress_bar = false;

CREATE TEMP VIEW extract AS
SELECT *, hash(body, territory, appointment_id) AS mark
FROM appointment_rows;

CREATE TEMP VIEW costs AS
SELECT body, if(getvariable('by_territory'), territory, '') AS place, year, amount
FROM cost_rows;

CREATE TEMP VIEW staff AS
SELECT
    body,
    territory,
    if(getvariable('by_territory'), territory, '') AS place,
    year,
    worker_id,
    fte
FROM worker_rows;

CREATE TEMP MACRO figure(name, above, below) AS {
    indicator: name,
    value: above::DOUBLE / nullif(below, 0)::DOUBLE,
    numerator: above::DOUBLE,
    denominator: below::DOUBLE
};

CREATE TEMP MACRO growth(name, now, before) AS {
    indicator: name,
    value: now::DOUBLE / nullif(before, 0)::DOUBLE - 1,
    numerator: now::DOUBLE,
    denominator: before::DOUBLE
};

CREATE TEMP MACRO median_of(name, middle, units) AS {
    indicator: name,
    value: middle::DOUBLE,
    numerator: NULL::DOUBLE,
    denominator: units::DOUBLE
};

-- An identifier means something in one body and territory only, which are its scope.
CREATE TEMP TABLE scopes AS
SELECT
    row_number() OVER ()::SMALLINT AS scope,
    body,
    territory,
    if(getvariable('by_territory'), territory, '') AS place
FROM (SELECT DISTINCT body, territory FROM extract);

CREATE TEMP TABLE beneficiaries AS
SELECT row_number() OVER ()::INTEGER AS beneficiary, beneficiary_id
FROM (SELECT DISTINCT beneficiary_id FROM extract WHERE beneficiary_id IS NOT NULL);

CREATE TEMP TABLE workers AS
SELECT row_number() OVER ()::INTEGER AS worker, worker_id
FROM (SELECT DISTINCT worker_id FROM extract WHERE worker_id IS NOT NULL);

CREATE TEMP TABLE repeated AS
SELECT mark FROM extract WHERE appointment_id IS NOT NULL GROUP BY mark HAVING count(*) > 1;

-- `kind` is what a row says beside who and when, as bits: each column more takes time to write.
-- Labels are their place in the order of the table's labels, and the last if unknown; an
-- appointment of several rows has the first. `appointment_id` is that of shared ones alone.
CREATE TEMP TABLE appointments AS
SELECT
    scope,
    date,
    beneficiary,
    worker,
    outcome = 1 AND how NOT IN (6, 7, 8) AND collective IS NOT TRUE AS counted,
    (
        outcome
        | (how << 4)
        | (why << 8)
        | if(site IS NULL, 0, 1 << 12)
        | if(worker IS NULL, 0, 1 << 13)
        | if(beneficiary IS NULL, 0, 1 << 14)
        | if(collective IS NULL, 0, 1 << 15)
        | if(duration_min IS NULL, 0, 1 << 16)
        | if(entered_on IS NULL, 0, 1 << 17)
    )::INTEGER AS kind,
    if(entered_on >= date, entered_on - date, NULL)::INTEGER AS days_to_entry,
    if(repeated.mark IS NULL, NULL, appointment_id) AS appointment_id
FROM (
    SELECT
        *,
        coalesce(list_position([
            'held', 'no_show', 'cancelled_by_beneficiary', 'cancelled_by_service', 'planned'
        ], status), 6) AS outcome,
        coalesce(list_position([
            'office', 'home', 'outside', 'phone', 'video', 'mail', 'email', 'third_party'
        ], channel), 9) AS how,
        coalesce(list_position([
            'separation', 'child_death', 'partner_death', 'rent_arrears', 'single_parent', 'other'
        ], event), 7) AS why
    FROM extract
)
JOIN scopes USING (body, territory)
LEFT JOIN beneficiaries USING (beneficiary_id)
LEFT JOIN workers USING (worker_id)
LEFT JOIN repeated USING (mark);

-- The counted rows: those that are an appointment each, and those of several rows.
CREATE TEMP VIEW alone AS
SELECT *, year(date) AS year FROM appointments WHERE counted AND appointment_id IS NULL;

CREATE TEMP VIEW several AS
SELECT *, year(date) AS year FROM appointments WHERE counted AND appointment_id IS NOT NULL;

-- What is counted in histograms; shorter to compare than the texts.
CREATE TYPE what AS ENUM ('beneficiaries', 'workers', 'between', 'to entry');

-- How often, and in which months (as bits, January the lowest), somebody was seen in a year.
CREATE TEMP TABLE seen AS
SELECT 'beneficiaries'::what AS who, scope, year, unit, sum(n) AS n, bit_or(months) AS months
FROM (
    SELECT scope, year, beneficiary AS unit, 1 AS n, 1 << (month(date) - 1) AS months
    FROM alone
    UNION ALL
    SELECT scope, year, beneficiary, count(DISTINCT appointment_id), bit_or(1 << (month(date) - 1))
    FROM several
    GROUP BY ALL
)
WHERE unit IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT 'workers'::what, scope, year, unit, sum(n), bit_or(months)
FROM (
    SELECT scope, year, worker AS unit, 1 AS n, 1 << (month(date) - 1) AS months
    FROM alone
    UNION ALL
    SELECT scope, year, worker, count(DISTINCT appointment_id), bit_or(1 << (month(date) - 1))
    FROM several
    GROUP BY ALL
)
WHERE unit IS NOT NULL
GROUP BY ALL;

-- In how many rows a year says the same.
CREATE TEMP TABLE kinds AS
SELECT
    scope,
    year(date) AS year,
    appointment_id IS NOT NULL AS shared,
    counted,
    kind,
    kind & 15 AS outcome,
    kind >> 4 & 15 AS how,
    kind >> 8 & 15 AS why,
    count(*) AS n
FROM appointments
GROUP BY ALL;

-- Days by how many counted appointments they went by for: since the beneficiary's appointment
-- before, in the year of the later one; and until the appointment was entered.
CREATE TEMP TABLE passed AS
SELECT 'between'::what AS what, scope, year, days, count(*) AS n
FROM (
    SELECT
        scope,
        year(date) AS year,
        date - lag(date) OVER (PARTITION BY scope, beneficiary ORDER BY date) AS days
    FROM (
        SELECT scope, beneficiary, date FROM alone
        UNION ALL
        SELECT scope, beneficiary, min(date)
        FROM several
        GROUP BY scope, beneficiary, appointment_id
    )
    WHERE beneficiary IS NOT NULL
)
WHERE days IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT 'to entry'::what, scope, year, days, count(*)
FROM (
    SELECT scope, year, days_to_entry AS days FROM alone
    UNION ALL
    SELECT scope, year, min(days_to_entry)
    FROM several
    GROUP BY scope, year, appointment_id
)
WHERE days IS NOT NULL
GROUP BY ALL;

WITH
-- How many beneficiaries or workers have `n` appointments, and appointments `n` days.
histograms AS (
    SELECT who AS what, body, place, year, n, count(*) AS units
    FROM seen JOIN scopes USING (scope)
    GROUP BY ALL
    UNION ALL
    SELECT what, body, place, year, days, sum(n)
    FROM passed JOIN scopes USING (scope)
    GROUP BY ALL
),
running AS (
    SELECT
        *,
        sum(units) OVER rising AS reached,
        sum(units) OVER (rising ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS total
    FROM histograms
    WINDOW rising AS (PARTITION BY what, body, place, year ORDER BY n)
),
sums AS (
    SELECT
        what,
        body,
        place,
        year,
        sum(units) AS units,
        sum(n * units) AS appointments,
        (min(n) FILTER (reached >= (total + 1) // 2) + min(n) FILTER (reached >= total // 2 + 1))
            / 2 AS middle,
        coalesce(sum(units) FILTER (n = 1), 0) AS with_1,
        coalesce(sum(units) FILTER (n = 2), 0) AS with_2,
        coalesce(sum(units) FILTER (n BETWEEN 3 AND 4), 0) AS with_3_to_4,
        coalesce(sum(units) FILTER (n BETWEEN 5 AND 7), 0) AS with_5_to_7,
        coalesce(sum(units) FILTER (n BETWEEN 8 AND 10), 0) AS with_8_to_10,
        coalesce(sum(units) FILTER (n >= 11), 0) AS with_11_or_more,
        coalesce(sum(units) FILTER (n >= 3), 0) AS supported,
        sum(n * units) FILTER (n >= 3) AS appointments_of_supported,
        coalesce(sum(units) FILTER (n < 416), 0) AS below_416,
        coalesce(sum(units) FILTER (n BETWEEN 1.1 * 198 AND 1.6 * 198), 0) AS as_observed
    FROM running
    GROUP BY ALL
),
people AS (SELECT * FROM sums WHERE what = 'beneficiaries'),
held_by AS (SELECT * FROM sums WHERE what = 'workers'),
regulars AS (
    SELECT body, place, year, count_if(bit_count(months) >= 6) AS regular, count(*) AS units
    FROM seen JOIN scopes USING (scope)
    WHERE who = 'beneficiaries'
    GROUP BY ALL
),
-- The months of a unit with the five before the year, which are the lower bits.
spans AS (
    SELECT
        who,
        scope,
        year,
        coalesce(seen.months << 5, 0) | coalesce(before.months, 0) AS months
    FROM seen
    FULL JOIN (
        SELECT who, scope, year + 1 AS year, unit, months >> 7 AS months
        FROM seen
        WHERE months >= 1 << 7
    ) AS before USING (who, scope, year, unit)
),
spans_alike AS (SELECT who, scope, year, months, count(*) AS units FROM spans GROUP BY ALL),
-- Who was seen in the six months that end with a month.
windows AS (
    SELECT
        scope,
        year,
        month,
        coalesce(sum(units) FILTER (who = 'beneficiaries'), 0) AS beneficiaries,
        coalesce(sum(units) FILTER (who = 'workers'), 0) AS workers
    FROM spans_alike, range(1, 13) AS months_of_year (month)
    WHERE months >> (month - 1) & 63 > 0
    GROUP BY ALL
),
covered AS (
    SELECT scope, min(date) AS first, max(date) AS last
    FROM appointments
    WHERE kind & 15 <> 5
    GROUP BY ALL
),
caseloads AS (
    SELECT body, place, year, month, sum(beneficiaries) / sum(workers) AS caseload
    FROM windows JOIN covered USING (scope) JOIN scopes USING (scope)
    WHERE make_date(year, month, 1)
        BETWEEN date_trunc('month', first) + INTERVAL 5 MONTH AND last
    GROUP BY ALL
    HAVING sum(workers) > 0
),
caseload AS (
    SELECT body, place, year, sum(caseload) AS total, count(*) AS months
    FROM caseloads
    GROUP BY ALL
),
-- Each appointment once; one of several rows has the channel and event of its counted rows.
once AS (
    SELECT scope, year, counted, outcome, how, why, n FROM kinds WHERE NOT shared
    UNION ALL
    SELECT
        scope,
        year(date),
        bool_or(counted),
        min(kind & 15),
        min(kind >> 4 & 15) FILTER (counted),
        min(kind >> 8 & 15) FILTER (counted),
        1
    FROM appointments
    WHERE appointment_id IS NOT NULL
    GROUP BY scope, year(date), appointment_id
),
attended AS (
    SELECT
        body,
        place,
        year,
        coalesce(sum(n) FILTER (outcome = 2), 0) AS no_shows,
        coalesce(sum(n) FILTER (outcome IN (3, 4)), 0) AS cancelled,
        coalesce(sum(n) FILTER (outcome < 5), 0) AS settled
    FROM once JOIN scopes USING (scope)
    GROUP BY ALL
),
placed AS (
    SELECT
        body,
        place,
        year,
        sum(n) AS counted,
        coalesce(sum(n) FILTER (how < 9), 0) AS known_channel,
        coalesce(sum(n) FILTER (how = 1), 0) AS at_office,
        coalesce(sum(n) FILTER (how = 2), 0) AS at_home,
        coalesce(sum(n) FILTER (how = 3), 0) AS outside,
        coalesce(sum(n) FILTER (how = 4), 0) AS by_phone,
        coalesce(sum(n) FILTER (how = 5), 0) AS by_video,
        coalesce(sum(n) FILTER (why < 7), 0) AS known_event,
        coalesce(sum(n) FILTER (why = 1), 0) AS separation,
        coalesce(sum(n) FILTER (why = 2), 0) AS child_death,
        coalesce(sum(n) FILTER (why = 3), 0) AS partner_death,
        coalesce(sum(n) FILTER (why = 4), 0) AS rent_arrears,
        coalesce(sum(n) FILTER (why = 5), 0) AS single_parent,
        coalesce(sum(n) FILTER (why = 6), 0) AS other
    FROM once JOIN scopes USING (scope)
    WHERE counted
    GROUP BY ALL
),
documented AS (
    SELECT
        body,
        place,
        year,
        sum(n) AS rows,
        coalesce(sum(n) FILTER (outcome < 6), 0) AS status,
        coalesce(sum(n) FILTER (how < 9), 0) AS channel,
        coalesce(sum(n) FILTER (why < 7), 0) AS event,
        sum(n * (kind >> 12 & 1)) AS site,
        sum(n * (kind >> 13 & 1)) AS worker_id,
        sum(n * (kind >> 14 & 1)) AS beneficiary_id,
        sum(n * (kind >> 15 & 1)) AS collective,
        sum(n * (kind >> 16 & 1)) AS duration_min,
        sum(n * (kind >> 17 & 1)) AS entered_on
    FROM kinds JOIN scopes USING (scope)
    GROUP BY ALL
),
-- How intensive support is in each territory, where territories are compared.
intensities AS (
    SELECT body, year, scope, sum(n) AS appointments, count(*) AS beneficiaries
    FROM seen JOIN scopes USING (scope)
    WHERE who = 'beneficiaries' AND NOT getvariable('by_territory')
    GROUP BY ALL
),
means AS (
    SELECT
        *,
        appointments / beneficiaries AS intensity,
        sum(appointments) OVER of_body / sum(beneficiaries) OVER of_body AS mean
    FROM intensities
    WINDOW of_body AS (PARTITION BY body, year)
),
compared AS (
    SELECT
        body,
        '' AS place,
        year,
        max(intensity) AS highest,
        min(intensity) AS lowest,
        sum(beneficiaries * (intensity - mean) ** 2) / sum(beneficiaries) AS variance,
        any_value(mean) ** 2 AS squared_mean
    FROM means
    GROUP BY ALL
    HAVING count(*) > 1
),
spent AS (SELECT body, place, year, sum(amount) AS amount FROM costs GROUP BY ALL),
employed AS (
    SELECT body, place, year, sum(heads) AS heads, sum(fte) AS fte
    FROM (
        SELECT
            body,
            place,
            territory,
            year,
            nullif(count(DISTINCT worker_id), 0) AS heads,
            sum(fte) AS fte
        FROM staff
        GROUP BY ALL
    )
    GROUP BY ALL
),
spent_first AS (SELECT * FROM spent WHERE year = (SELECT min(year) FROM costs)),
employed_first AS (SELECT * FROM employed WHERE year = (SELECT min(year) FROM staff)),
figures AS (
    SELECT body, place, year, unnest([
        figure('appointments_per_beneficiary', appointments, units),
        median_of('median_appointments_per_beneficiary', middle, units),
        figure('share_of_beneficiaries_advice_only', units - supported, units),
        figure('appointments_per_supported_beneficiary', appointments_of_supported, supported),
        figure('share_of_beneficiaries_8_or_more', with_8_to_10 + with_11_or_more, units),
        figure('share_of_beneficiaries_with_1_appointment', with_1, units),
        figure('share_of_beneficiaries_with_2_appointments', with_2, units),
        figure('share_of_beneficiaries_with_3_to_4_appointments', with_3_to_4, units),
        figure('share_of_beneficiaries_with_5_to_7_appointments', with_5_to_7, units),
        figure('share_of_beneficiaries_with_8_to_10_appointments', with_8_to_10, units),
        figure('share_of_beneficiaries_with_11_or_more_appointments', with_11_or_more, units)
    ]) AS figure
    FROM people
    UNION ALL
    SELECT body, place, year, figure('share_of_beneficiaries_seen_in_6_months', regular, units)
    FROM regulars
    UNION ALL
    SELECT body, place, year, median_of('median_days_between_appointments', middle, units)
    FROM sums WHERE what = 'between'
    UNION ALL
    SELECT body, place, year, median_of('median_days_to_entry', middle, units)
    FROM sums WHERE what = 'to entry'
    UNION ALL
    SELECT body, place, year, unnest([
        figure('appointments_per_worker', appointments, units),
        median_of('median_appointments_per_worker', middle, units),
        figure('share_of_416_standard', appointments, units * 416),
        figure('share_of_workers_below_416', below_416, units),
        figure('share_of_workers_within_1_1_to_1_6_per_day', as_observed, units),
        figure('appointments_per_working_day', appointments, units * 198)
    ])
    FROM held_by
    UNION ALL
    SELECT body, place, year, figure(
        'beneficiaries_per_worker', coalesce(people.units, 0), held_by.units
    )
    FROM held_by LEFT JOIN people USING (body, place, year)
    UNION ALL
    SELECT body, place, year, figure('appointments_per_fte', coalesce(appointments, 0), fte)
    FROM employed LEFT JOIN held_by USING (body, place, year)
    UNION ALL
    SELECT body, place, year, figure('caseload_per_worker', total, months)
    FROM caseload
    UNION ALL
    SELECT body, place, year, unnest([
        figure('no_show_rate', no_shows, settled),
        figure('cancellation_rate', cancelled, settled)
    ])
    FROM attended
    UNION ALL
    SELECT body, place, year, unnest([
        figure('share_of_appointments_at_office', at_office, known_channel),
        figure('home_visit_share', at_home, known_channel),
        figure('share_of_appointments_outside', outside, known_channel),
        figure('share_of_appointments_by_phone', by_phone, known_channel),
        figure('share_of_appointments_by_video', by_video, known_channel),
        figure('share_of_appointments_for_separation', separation, known_event),
        figure('share_of_appointments_for_child_death', child_death, known_event),
        figure('share_of_appointments_for_partner_death', partner_death, known_event),
        figure('share_of_appointments_for_rent_arrears', rent_arrears, known_event),
        figure('share_of_appointments_for_single_parent', single_parent, known_event),
        figure('share_of_appointments_for_other_events', other, known_event)
    ])
    FROM placed
    UNION ALL
    SELECT body, place, year, unnest([
        figure('documentation_rate_of_status', status, rows),
        figure('documentation_rate_of_site', site, rows),
        figure('documentation_rate_of_worker_id', worker_id, rows),
        figure('documentation_rate_of_beneficiary_id', beneficiary_id, rows),
        figure('documentation_rate_of_channel', channel, rows),
        figure('documentation_rate_of_event', event, rows),
        figure('documentation_rate_of_collective', collective, rows),
        figure('documentation_rate_of_duration_min', duration_min, rows),
        figure('documentation_rate_of_entered_on', entered_on, rows),
        figure('documentation_rate_of_required_fields', 3 * rows + status, 4 * rows),
        figure(
            'documentation_rate_of_optional_fields',
            site + worker_id + beneficiary_id + channel + event + collective + duration_min
                + entered_on,
            8 * rows
        )
    ])
    FROM documented
    UNION ALL
    SELECT body, place, year, unnest([
        figure('intensity_ratio_of_highest_to_lowest_territory', highest, lowest),
        {
            indicator: 'intensity_weighted_coefficient_of_variation',
            value: sqrt(variance / squared_mean),
            numerator: variance,
            denominator: squared_mean
        }
    ])
    FROM compared
    UNION ALL
    SELECT body, place, year, figure('cost_per_beneficiary', amount, units)
    FROM spent JOIN people USING (body, place, year)
    UNION ALL
    SELECT body, place, year, figure('cost_per_appointment', amount, counted)
    FROM spent JOIN placed USING (body, place, year)
    UNION ALL
    SELECT body, place, year, figure('cost_per_fte', amount, fte)
    FROM spent JOIN employed USING (body, place, year)
    UNION ALL
    SELECT body, place, spent.year, growth('cost_growth', spent.amount, spent_first.amount)
    FROM spent JOIN spent_first USING (body, place)
    UNION ALL
    SELECT body, place, employed.year, unnest([
        growth('worker_growth', employed.heads, employed_first.heads),
        growth('fte_growth', employed.fte, employed_first.fte)
    ])
    FROM employed JOIN employed_first USING (body, place)
)
SELECT body, place AS territory, year, unnest(figure) FROM figures
