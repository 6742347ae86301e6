-- The tables of an extract of canonical Parquet files, in the variable `folder`.

CREATE TEMP VIEW appointment_rows AS
FROM read_parquet(getvariable('folder') || '/appointments*.parquet');

CREATE TEMP VIEW cost_rows AS
FROM read_parquet(getvariable('folder') || '/costs*.parquet');

CREATE TEMP VIEW worker_rows AS
FROM read_parquet(getvariable('folder') || '/workers*.parquet');
