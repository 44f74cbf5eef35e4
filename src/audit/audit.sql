-- src/audit/audit.sql

-- name: audit_leaf_insert
-- takes: id nes_id, operation nes_id, kind text, at instant, bytes bytes
INSERT INTO audit_leaf (id, operation, kind, at, bytes) VALUES ($1, $2, $3, $4, $5);

-- name: audit_object_insert
-- takes: leaf_id nes_id, nr int32, kind text, object nes_id
INSERT INTO audit_object (leaf_id, nr, kind, object) VALUES ($1, $2, $3, $4);

-- name: audit_waiting_insert
-- takes: leaf_id nes_id
INSERT INTO audit_waiting (leaf_id) VALUES ($1);

-- name: audit_waiting_list
-- takes: most int64
-- gives: many leaf_id nes_id, bytes bytes
SELECT leaf_id, bytes FROM audit_waiting JOIN audit_leaf ON id = leaf_id ORDER BY leaf_id LIMIT $1;

-- name: audit_waiting_delete
-- takes: leaf_id nes_id
-- gives: count
DELETE FROM audit_waiting WHERE leaf_id = $1;

-- name: audit_waiting_count
-- gives: one n int64, oldest instant?
SELECT COUNT(*) AS n, MIN(at) AS oldest FROM audit_waiting JOIN audit_leaf ON id = leaf_id;

-- name: audit_size
-- gives: one size int64
SELECT COALESCE(MAX(number) + 1, 0) AS size FROM audit_place;

-- name: audit_place_insert
-- takes: number int64, leaf_id nes_id, hash bytes
-- gives: count
-- None: another sequencer took the number or the leaf.
INSERT INTO audit_place (number, leaf_id, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: audit_place_hash
-- takes: number int64
-- gives: maybe hash bytes
SELECT hash FROM audit_place WHERE number = $1;

-- name: audit_place_of
-- takes: leaf_id nes_id
-- gives: maybe number int64?, bytes bytes
SELECT number, bytes FROM audit_leaf LEFT JOIN audit_place ON leaf_id = id WHERE id = $1;

-- name: audit_node_insert
-- takes: level int32, nr int64, hash bytes
-- gives: count
INSERT INTO audit_node (level, nr, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: audit_node_hash
-- takes: level int32, nr int64
-- gives: maybe hash bytes
SELECT hash FROM audit_node WHERE level = $1 AND nr = $2;

-- name: audit_leaves_of
-- takes: object nes_id, after nes_id, most int64
-- gives: many leaf_id nes_id, kind text, at instant
-- By pages: after is the last leaf of the page before, or none.
SELECT DISTINCT leaf_id, audit_leaf.kind, at FROM audit_object JOIN audit_leaf ON id = leaf_id
WHERE object = $1 AND leaf_id > $2 ORDER BY leaf_id LIMIT $3;

-- name: audit_leaf_of_operation
-- takes: operation nes_id
-- gives: many leaf_id nes_id, kind text
SELECT id AS leaf_id, kind FROM audit_leaf WHERE operation = $1 ORDER BY id LIMIT 100;

-- name: audit_checkpoint_insert
-- takes: size int64, root bytes, at instant, note text
-- gives: count
INSERT INTO audit_checkpoint (size, root, at, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING;

-- name: audit_checkpoint_last
-- gives: maybe size int64, root bytes, at instant, note text
SELECT size, root, at, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1;

-- name: audit_all_checkpoints
-- gives: each size int64, root bytes, at instant, note text
SELECT size, root, at, note FROM audit_checkpoint ORDER BY size;

-- name: audit_all_places
-- gives: each number int64, hash bytes, leaf_id nes_id, operation nes_id?, kind text?, at instant?, bytes bytes?
SELECT number, hash, leaf_id, operation, kind, at, bytes FROM audit_place LEFT JOIN audit_leaf ON id = leaf_id
ORDER BY number;

-- name: audit_all_nodes
-- gives: each level int32, nr int64, hash bytes
SELECT level, nr, hash FROM audit_node ORDER BY level, nr;

-- name: audit_all_objects
-- gives: each leaf_id nes_id, nr int32, kind text, object nes_id
SELECT leaf_id, nr, kind, object FROM audit_object ORDER BY leaf_id, nr;

-- name: audit_all_unplaced
-- gives: each leaf_id nes_id, bytes bytes, waits bool
-- Leaves without a place, and whether they wait for one.
SELECT audit_leaf.id AS leaf_id, audit_leaf.bytes, audit_waiting.leaf_id IS NOT NULL AS waits
FROM audit_leaf LEFT JOIN audit_place ON audit_place.leaf_id = audit_leaf.id
    LEFT JOIN audit_waiting ON audit_waiting.leaf_id = audit_leaf.id
WHERE audit_place.leaf_id IS NULL ORDER BY audit_leaf.id;

-- name: audit_waiting_placed
-- gives: one n int64
-- Leaves that wait although they have a place.
SELECT COUNT(*) AS n FROM audit_waiting JOIN audit_place ON audit_place.leaf_id = audit_waiting.leaf_id;

-- name: audit_places_below
-- takes: before int64, most int64
-- gives: many number int64, leaf_id nes_id, bytes bytes
SELECT number, leaf_id, bytes FROM audit_place JOIN audit_leaf ON id = leaf_id WHERE number < $1
ORDER BY number DESC LIMIT $2;
