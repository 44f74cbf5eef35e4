-- src/organisation/organisation.sql

-- name: organisation_row
-- gives: one bin text, name_kk text, name_ru text, licence text, legal_address text, actual_address text, phones text, fax text, email text, site text, head_last text, head_first text, head_patronymic text, colour text, logo text, version int64
SELECT bin, name_kk, name_ru, licence, legal_address, actual_address, phones, fax, email, site, head_last, head_first,
    head_patronymic, colour, logo, version FROM organisation WHERE id = 1;

-- name: organisation_insert
-- takes: bin text, name_kk text, name_ru text, licence text, legal_address text, actual_address text, phones text, fax text, email text, site text, head_last text, head_first text, head_patronymic text, colour text, logo text
-- gives: count
INSERT INTO organisation (id, bin, name_kk, name_ru, licence, legal_address, actual_address, phones, fax, email, site,
    head_last, head_first, head_patronymic, colour, logo, version)
VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1) ON CONFLICT DO NOTHING;

-- name: organisation_update
-- takes: bin text, name_kk text, name_ru text, licence text, legal_address text, actual_address text, phones text, fax text, email text, site text, head_last text, head_first text, head_patronymic text, colour text, logo text, version int64
-- gives: count
UPDATE organisation SET bin = $1, name_kk = $2, name_ru = $3, licence = $4, legal_address = $5, actual_address = $6,
    phones = $7, fax = $8, email = $9, site = $10, head_last = $11, head_first = $12, head_patronymic = $13,
    colour = $14, logo = CASE WHEN $15 = '' THEN logo ELSE $15 END, version = version + 1 WHERE id = 1 AND version = $16;

-- name: internal_insert
-- takes: id nes_internal_id, title text, number text, distortion bool, access bool, replay bool, integrity bool
-- takes: document_id nes_document_id, maker nes_id, now instant
INSERT INTO internal_document (id, title, number, distortion, access, replay, integrity, document_id, maker, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: internal_set_approved
-- takes: id nes_internal_id, checker nes_id, now instant
-- gives: count
UPDATE internal_document SET checker = $2, approved_at = $3 WHERE id = $1 AND checker IS NULL;

-- name: internal_by_id
-- takes: id nes_internal_id
-- gives: one title text, number text, distortion bool, access bool, replay bool, integrity bool
-- gives: document_id nes_document_id, maker nes_id, made_at instant, checker nes_id?, approved_at instant?
SELECT title, number, distortion, access, replay, integrity, document_id, maker, made_at, checker, approved_at
FROM internal_document WHERE id = $1;

-- name: internal_list
-- gives: many id nes_internal_id, title text, number text, distortion bool, access bool, replay bool, integrity bool
-- gives: document_id nes_document_id, maker nes_id, made_at instant, checker nes_id?, approved_at instant?
SELECT id, title, number, distortion, access, replay, integrity, document_id, maker, made_at, checker, approved_at
FROM internal_document ORDER BY made_at DESC, id DESC LIMIT 500;
