/* src/api/search.c: finding clients. What is looked for travels in the body, never in an address, which logs keep. */
#include "client/search.h"

#include "api/doors.h"
#include "api/house.h"
#include "lending/loan.h"
#include "vault/vault_faults.h"

struct search {
    struct nes_str text;
};
static const struct nes_field search_fields[] = {
    NES_FIELD(struct search, text, .required = true, .min = 2, .max = 64,
              .words = "IIN or BIN, mobile number, identifier, words of the name, number of a contract."),
};
static const struct nes_shape search_shape = NES_SHAPE(struct search, search_fields, .as = "client_search");

struct hit {
    struct nes_client_id id;
    struct nes_str login, name, iin, phone;
    struct nes_loan_id loan;
};
static const struct nes_field hit_fields[] = {
    NES_FIELD(struct hit, id,    .required = true, .words = "The client."),
    NES_FIELD(struct hit, login, .required = true, .words = "The identifier."),
    NES_FIELD(struct hit, name,  .required = true, .words = "Last name, first name, patronymic."),
    NES_FIELD(struct hit, iin,   .required = true, .mask = NES_MASK_LAST4, .words = "The last digits of the IIN."),
    NES_FIELD(struct hit, phone, .required = true, .mask = NES_MASK_LAST4, .words = "The last digits of the number."),
    NES_FIELD(struct hit, loan,  .words = "The loan whose contract has this number."),
};
static const struct nes_shape hit_view = NES_SHAPE(struct hit, hit_fields, .as = "client_hit");

struct found {
    struct { struct hit *rows; size_t len; } clients;
    bool more;
};
static const struct nes_field found_fields[] = {
    NES_LIST(struct found, clients, .required = true, .each = &hit_view, .max = NES_CLIENT_FOUND_MAX,
             .words = "By identifier, or as the index gives them."),
    NES_FIELD(struct found, more, .words = "true: there are others; more words are wanted."),
};
static const struct nes_shape found_view = NES_SHAPE(struct found, found_fields, .as = "client_found");

static struct nes_str text_of(struct nes_secret secret)
{
    return (struct nes_str){ (const char *)secret.ptr, secret.len };
}

static struct hit hit_of(const struct nes_client_hit *hit)
{
    return (struct hit){ .id = hit->id, .login = hit->login, .name = text_of(hit->person.name),
                         .iin = text_of(hit->person.iin), .phone = text_of(hit->person.phone) };
}

/* The client of a contract's number. */
static struct nes_err by_contract(struct nes_req *req, struct nes_keeper_why why, struct nes_str number,
                                  struct found *out)
{
    struct nes_loan_record *record = NES_NEW(req->arena, struct nes_loan_record);
    struct nes_client_hit hit = { 0 };
    struct nes_client client;
    struct nes_loan_id loan;
    bool there;

    NES_TRY(nes_loan_numbered(req->tx, number, &loan, &there));
    if (!there) {
        return NES_FINE;
    }
    NES_TRY(nes_loan_find(req->tx, loan, false, record));
    NES_TRY(nes_client_find(req->tx, record->client, &client));
    NES_TRY(nes_client_unseal(nes_house_of(req)->keeper, req->arena, why, &client, &hit.person));
    hit.id = record->client;
    hit.login = number;
    out->clients.rows[0] = hit_of(&hit);
    out->clients.rows[0].loan = loan;
    out->clients.len = 1;
    return NES_FINE;
}

static struct nes_err search_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct search *in = req->body;
    struct found *found = NES_NEW(req->arena, struct found);
    struct nes_keeper_why why = { NES_PURPOSE_SEARCH, req->caller.id };
    struct nes_str text = nes_str_trim(in->text);
    struct nes_client_hits hits;

    (void)reply;
    req->prepared = found;
    found->clients.rows = NES_NEW_MANY(req->arena, struct hit, NES_CLIENT_FOUND_MAX);
    NES_TRY(by_contract(req, why, text, found));
    if (found->clients.len > 0) {
        return NES_FINE;
    }
    NES_TRY(nes_client_search(nes_house_of(req)->keeper, req->tx, why, text, &hits));
    found->more = hits.more;
    found->clients.len = hits.len;
    for (size_t i = 0; i < hits.len; i++) {
        found->clients.rows[i] = hit_of(&hits.rows[i]);
    }
    return NES_FINE;
}

static struct nes_err search_run(struct nes_req *req, struct nes_reply *reply)
{
    return nes_reply_ok(reply, &found_view, req->prepared);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/clients/searches", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_VIEW, .takes = &search_shape,
      .gives = &found_view, .fails = NES_FAULTS(HELPER_DOWN), .status = 200,
      .prepare = search_prepare /* blind indexes, unseals what is found */, .run = search_run /* leaves who looked */,
      .rules = "27, 11.2",
      .doc = "Find a client by IIN, mobile number, identifier, words of the name, or number of a contract." },
};
const struct nes_resource nes_search_resource = NES_RESOURCE("search", routes);
