-- The tables of an extract of canonical CSV files (UTF-8, `;`), in the variable `folder`.
--
-- Types are given: nothing has to be guessed. Appointments are parsed once, and kept in memory;
-- queries that go through them twice would parse them twice.

SET preserve_insertion_order = false;

CREATE TEMP TABLE appointment_rows AS
SELECT
    appointment_id,
    body,
    territory,
    worker_id,
    beneficiary_id,
    date,
    status,
    channel,
    event,
    collective,
    duration_min,
    entered_on,
    site
FROM read_csv(
    getvariable('folder') || '/appointments*.csv',
    delim = ';',
    header = true,
    auto_detect = false,
    columns = {
        appointment_id: 'VARCHAR',
        body: 'VARCHAR',
        territory: 'VARCHAR',
        site: 'VARCHAR',
        worker_id: 'VARCHAR',
        beneficiary_id: 'VARCHAR',
        date: 'DATE',
        status: 'VARCHAR',
        channel: 'VARCHAR',
        event: 'VARCHAR',
        collective: 'BOOLEAN',
        duration_min: 'INTEGER',
        entered_on: 'DATE'
    }
);

CREATE TEMP VIEW cost_rows AS
FROM read_csv(
    getvariable('folder') || '/costs*.csv',
    delim = ';',
    header = true,
    auto_detect = false,
    columns = {
        body: 'VARCHAR',
        territory: 'VARCHAR',
        year: 'INTEGER',
        category: 'VARCHAR',
        amount: 'DECIMAL(14, 2)'
    }
);

CREATE TEMP VIEW worker_rows AS
FROM read_csv(
    getvariable('folder') || '/workers*.csv',
    delim = ';',
    header = true,
    auto_detect = false,
    columns = {
        worker_id: 'VARCHAR',
        body: 'VARCHAR',
        territory: 'VARCHAR',
        site: 'VARCHAR',
        year: 'INTEGER',
        fte: 'DECIMAL(6, 2)',
        qualified: 'BOOLEAN'
    }
);
