-- The tamper-evident log of every change (rule 32): leaves, their places in the tree, signed checkpoints.

-- A leaf: what was changed, by whom; written in the transaction of the change.
CREATE TABLE audit_leaf (
    id        BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the leaf
    operation BYTEA NOT NULL CHECK (length(operation) = 16),                  -- the operation that made the change
    kind      TEXT NOT NULL CHECK (kind <> ''),                               -- as in its bytes
    at        BIGINT NOT NULL CHECK (at >= 0),                                -- as in its bytes
    bytes     BYTEA NOT NULL CHECK (length(bytes) <= 4096)                    -- what is proven: docs/audit-format.md
);
CREATE INDEX audit_leaf_operation ON audit_leaf (operation);

-- What a leaf is about, for finding it.
CREATE TABLE audit_object (
    leaf_id BYTEA NOT NULL REFERENCES audit_leaf (id),                        -- the leaf
    nr      INTEGER NOT NULL CHECK (nr > 0),                                  -- 1, 2, ... as in its bytes
    kind    TEXT NOT NULL CHECK (kind <> ''),                                 -- "contract"
    object  BYTEA NOT NULL CHECK (length(object) = 16),                       -- its id
    CONSTRAINT audit_object_key PRIMARY KEY (leaf_id, nr)
);
CREATE INDEX audit_object_object ON audit_object (object, leaf_id);

-- Leaves that have no place yet, for some seconds at most.
CREATE TABLE audit_waiting (
    leaf_id BYTEA NOT NULL PRIMARY KEY REFERENCES audit_leaf (id)             -- the leaf
);

-- The place of a leaf in the tree. Two sequencers collide on the number.
CREATE TABLE audit_place (
    number  BIGINT NOT NULL PRIMARY KEY CHECK (number >= 0),                  -- 0, 1, 2, ... without gaps
    leaf_id BYTEA NOT NULL REFERENCES audit_leaf (id),                        -- the leaf
    hash    BYTEA NOT NULL CHECK (length(hash) = 32),                         -- its hash: the node of level 0
    CONSTRAINT audit_place_leaf UNIQUE (leaf_id)
);

-- The nodes of full subtrees above the leaves (RFC 6962).
CREATE TABLE audit_node (
    level INTEGER NOT NULL CHECK (level > 0),                                 -- the subtree has 2^level leaves ...
    nr    BIGINT NOT NULL CHECK (nr >= 0),                                    -- ... from nr * 2^level on
    hash  BYTEA NOT NULL CHECK (length(hash) = 32),                           -- its root
    CONSTRAINT audit_node_key PRIMARY KEY (level, nr)
);

-- Signed statements on the tree.
CREATE TABLE audit_checkpoint (
    size BIGINT NOT NULL PRIMARY KEY CHECK (size > 0),                        -- leaves in the tree then
    root BYTEA NOT NULL CHECK (length(root) = 32),                            -- its root
    at   BIGINT NOT NULL,                                                     -- when it was signed
    note TEXT NOT NULL                                                        -- the signed note, as anybody can check it
);

-- guard: audit_leaf refuses update, delete
-- guard: audit_object refuses update, delete
-- guard: audit_waiting refuses update
-- guard: audit_place refuses update, delete
-- guard: audit_node refuses update, delete
-- guard: audit_checkpoint refuses update, delete
