/* src/db/readers.h: a pool of read-only connections. Private to src/db. */
#pragma once
#include "db/engine.h"

struct nes_readers;

struct nes_err nes_readers_begin(const struct nes_db_options *options, struct nes_readers **out);
/* Waits for those that read. NULL inside is fine. */
void nes_readers_end(struct nes_readers **readers);
