-- src/vault/vault.sql

-- name: data_key_insert
-- takes: id nes_id, owner nes_id, nr int32, wrapped bytes, master nes_id, made_at instant
-- gives: count
-- None: the owner has a key of that number already.
INSERT INTO data_key (id, owner, nr, wrapped, master, sealed, made_at)
VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT DO NOTHING;

-- name: data_key_newest
-- takes: owner nes_id
-- gives: maybe id nes_id, nr int32, wrapped bytes?, sealed int64
SELECT id, nr, wrapped, sealed FROM data_key WHERE owner = $1 ORDER BY nr DESC LIMIT 1;

-- name: data_key_by_id
-- takes: id nes_id
-- gives: maybe owner nes_id, wrapped bytes?
SELECT owner, wrapped FROM data_key WHERE id = $1;

-- name: data_key_count
-- takes: id nes_id, more int64, most int64
-- gives: count
-- Records are counted before they are kept; none: the key is worn.
UPDATE data_key SET sealed = sealed + $2 WHERE id = $1 AND sealed + $2 <= $3 AND wrapped IS NOT NULL;

-- name: data_key_others
-- takes: master nes_id, most int64
-- gives: many id nes_id, owner nes_id, wrapped bytes
-- Keys that another master key wraps.
SELECT id, owner, wrapped FROM data_key WHERE master <> $1 AND wrapped IS NOT NULL ORDER BY id LIMIT $2;

-- name: data_key_rewrap
-- takes: id nes_id, before bytes, wrapped bytes, master nes_id
-- gives: count
UPDATE data_key SET wrapped = $3, master = $4 WHERE id = $1 AND wrapped = $2;

-- name: data_key_shred
-- takes: owner nes_id, now instant
-- gives: count
UPDATE data_key SET wrapped = NULL, shredded_at = $2 WHERE owner = $1 AND wrapped IS NOT NULL;

-- name: document_insert
-- takes: id nes_id, owner nes_id, key_id nes_id, class text, media text, origin text, blob bytes, content bytes
-- takes: bytes int64, kept_at instant
INSERT INTO document (id, owner, key_id, class, media, origin, blob, content, bytes, kept_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: document_by_id
-- takes: id nes_id
-- gives: maybe owner nes_id, key_id nes_id, wrapped bytes?, class text, media text, origin text, blob bytes, content bytes
-- gives: bytes int64, kept_at instant, dropped_at instant?
SELECT document.owner, key_id, wrapped, class, media, origin, blob, content, bytes, kept_at, dropped_at
FROM document JOIN data_key ON data_key.id = key_id WHERE document.id = $1;

-- name: document_drop
-- takes: id nes_id, now instant
-- gives: count
UPDATE document SET dropped_at = $2 WHERE id = $1 AND dropped_at IS NULL;

-- name: document_page
-- takes: after nes_id, most int64
-- gives: many id nes_id, owner nes_id, wrapped bytes?, blob bytes, content bytes, bytes int64
-- For checks of the whole store, page by page; dropped ones are left out.
SELECT document.id, document.owner, wrapped, blob, content, bytes FROM document JOIN data_key ON data_key.id = key_id
WHERE document.id > $1 AND dropped_at IS NULL ORDER BY document.id LIMIT $2;
