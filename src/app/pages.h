/* src/app/pages.h: where the built pages of a listener lie: "borrower" on the host of clients, "office" on that of
 * staff. Each listener has only its own. */
#pragma once
#include "app/config.h"
#include "http/route.h"

/* The folder of the pages, in `arena`; NULL: this listener has none, or none were built. With `web` of the
 * configuration it is a folder there, else beside the program (build/web) or where a package puts it
 * (../share/nesie/web). */
const char *nes_pages_folder(struct nes_arena *arena, const struct nes_config *config, enum nes_listen kind);
