/* src/api/search.c: finding clients. What is looked for travels in the body, never in an address, which logs keep. */
#include "client/search.h"

#include "api/doors.h"
#include "api/house.h"
#include "vault/vault_faults.h"

struct search {
    struct nes_str text;
};
static const struct nes_field search_fields[] = {
    NES_FIELD(struct search, text, .required = true, .min = 3, .max = 64,
              .words = "IIN, mobile number, or identifier."),
};
static const struct nes_shape search_shape = NES_SHAPE(struct search, search_fields, .as = "client_search");

static const struct nes_field hit_fields[] = {
    NES_FIELD(struct nes_client_hit, id,    .required = true, .words = "The client."),
    NES_FIELD(struct nes_client_hit, login, .required = true, .words = "The identifier."),
};
static const struct nes_shape hit_view = NES_SHAPE(struct nes_client_hit, hit_fields, .as = "client_hit");

struct found {
    struct nes_client_hits clients;
};
static const struct nes_field found_fields[] = {
    NES_LIST(struct found, clients, .required = true, .each = &hit_view, .max = 20, .words = "By identifier."),
};
static const struct nes_shape found_view = NES_SHAPE(struct found, found_fields, .as = "client_found");

struct search_work {
    struct nes_str indexes[2];
};

static struct nes_err search_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct search *in = req->body;
    struct search_work *work = NES_NEW(req->arena, struct search_work);
    struct nes_keeper_why why = { NES_PURPOSE_SEARCH, req->caller.id };

    (void)reply;
    req->prepared = work;
    return nes_client_search_index(nes_house_of(req)->keeper, req->arena, why, nes_str_trim(in->text), work->indexes);
}

static struct nes_err search_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct search *in = req->body;
    const struct search_work *work = req->prepared;
    struct found found;

    NES_TRY(nes_client_search(req->tx, work->indexes, nes_str_trim(in->text), &found.clients));
    return nes_reply_ok(reply, &found_view, &found);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/clients/searches", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_VIEW, .takes = &search_shape,
      .gives = &found_view, .fails = NES_FAULTS(HELPER_DOWN), .status = 200,
      .prepare = search_prepare /* blind index */, .run = search_run /* leaves who looked */, .rules = "27, 11.2",
      .doc = "Find a client by IIN, number or identifier, exactly." },
};
const struct nes_resource nes_search_resource = NES_RESOURCE("search", routes);
