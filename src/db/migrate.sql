-- src/db/migrate.sql: what the database remembers of its migrations.

-- name: migration_table
-- gives: one n int64
-- 0 before the first migration.
-- sqlite:
SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'migration';
-- postgres:
SELECT COUNT(*) AS n FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'migration';

-- name: migration_all
-- gives: many nr int32, checksum text
SELECT nr, checksum FROM migration ORDER BY nr LIMIT 10000;

-- name: migration_insert
-- takes: nr int32, name text, checksum text, applied_at instant
INSERT INTO migration (nr, name, checksum, applied_at) VALUES ($1, $2, $3, $4);
