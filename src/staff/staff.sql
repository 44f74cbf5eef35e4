-- src/staff/staff.sql

-- name: staff_insert
-- takes: id nes_staff_id, name text
INSERT INTO staff (id, name, version) VALUES ($1, $2, 1);

-- name: staff_role_insert
-- takes: staff_id nes_staff_id, role text
INSERT INTO staff_role (staff_id, role) VALUES ($1, $2);

-- name: role_exists
-- takes: name text
-- gives: maybe name text
SELECT name FROM role WHERE name = $1;

-- name: staff_perms
-- takes: staff_id nes_staff_id
-- gives: many perm text
SELECT DISTINCT perm FROM staff_role JOIN role_perm ON role_perm.role = staff_role.role
WHERE staff_id = $1 ORDER BY perm LIMIT 256;

-- name: staff_holds
-- takes: staff_id nes_staff_id, perm text
-- gives: maybe staff_id nes_staff_id
SELECT staff_id FROM staff_role JOIN role_perm ON role_perm.role = staff_role.role
WHERE staff_id = $1 AND perm = $2 LIMIT 1;

-- name: staff_by_id
-- takes: id nes_staff_id
-- gives: one login text, name text, version int64
SELECT login, name, version FROM staff JOIN subject ON subject.id = staff.id WHERE staff.id = $1;

-- name: staff_list
-- gives: many id nes_staff_id, login text, name text, version int64
SELECT staff.id, login, name, version FROM staff JOIN subject ON subject.id = staff.id ORDER BY login LIMIT 1000;

-- name: staff_role_list
-- gives: many staff_id nes_staff_id, role text
SELECT staff_id, role FROM staff_role ORDER BY staff_id, role LIMIT 10000;

-- name: role_list
-- gives: many name text, name_kk text, name_ru text, name_en text
SELECT name, name_kk, name_ru, name_en FROM role ORDER BY name LIMIT 100;

-- name: staff_lock_insert
-- takes: id nes_id, staff_id nes_staff_id, reason text, by nes_id?, now instant
-- gives: count
INSERT INTO staff_lock (id, staff_id, reason, locked_by, locked_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;

-- name: staff_lock_end
-- takes: staff_id nes_staff_id, by nes_id?, now instant
-- gives: count
UPDATE staff_lock SET unlocked_by = $2, unlocked_at = $3 WHERE staff_id = $1 AND unlocked_at IS NULL;

-- name: staff_set_open
-- takes: id nes_staff_id, is_open bool
-- A lock is the subject closed: no password of it is compared, none of its sessions is found.
UPDATE subject SET is_open = $2 WHERE id = $1 AND kind = 'staff';

-- name: staff_locks
-- gives: many staff_id nes_staff_id, reason text, locked_at instant
SELECT staff_id, reason, locked_at FROM staff_lock WHERE unlocked_at IS NULL ORDER BY staff_id LIMIT 1000;
