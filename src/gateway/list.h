/* src/gateway/list.h: lists of the monitoring agency as it publishes them (docs/wire/list.md): XML in, entries out. */
#pragma once
#include "aml/list.h"
#include "http/outgoing.h"
#include "vault/press.h"

/* Reads `list->file` in the press and sets entries and counts. AML_LIST_FORM, AML_LIST_SIZE, XML_*, PRESS_*. */
struct nes_err nes_list_read(struct nes_press *press, struct nes_arena *arena, struct nes_aml_list *list);

struct nes_lists {
    struct nes_db *db;
    struct nes_press *press;
    const struct nes_crypto *crypto;
    struct nes_outgoing *outgoing;
    const char *url;                /* empty: lists are brought by hand only */
};
/* Fetches both lists, reads them and takes them in, each in a call of its own. Talks: never in a transaction. A list
 * that shrank is kept and not used: AML_SHRANK; the faults of nes_outgoing_call and nes_list_read. */
struct nes_err nes_lists_fetch(const struct nes_lists *lists, struct nes_arena *arena);
