/* src/gateway/list.h: lists of the monitoring agency as it publishes them (docs/wire/list.md): XML in, entries out. */
#pragma once
#include "aml/list.h"
#include "errand/errand.h"
#include "http/outgoing.h"
#include "vault/press.h"

/* Reads `list->file` in the press and sets entries and counts. AML_LIST_FORM, AML_LIST_SIZE, XML_*, PRESS_*. */
struct nes_err nes_list_read(struct nes_press *press, struct nes_arena *arena, struct nes_aml_list *list);

struct nes_lists {
    struct nes_press *press;
    const struct nes_crypto *crypto;
    struct nes_outgoing *outgoing;
    const char *url[NES_AML_KINDS]; /* of each list; empty: it is brought by hand only */
};
/* The kind of errand, for the table of kinds; `lists` outlives it. A list that shrank is kept and not used. */
#define NES_LIST_ERRAND "aml.list"
struct nes_errand_kind nes_list_errand(struct nes_lists *lists);
/* Plans the fetching of both lists. */
struct nes_err nes_lists_plan(struct nes_tx *tx);
