/* src/api/organisation.c: who lends. Shown to anyone. */
#include "organisation/organisation.h"

#include "api/doors.h"
#include "api/organisation.h"
#include "http/req.h"
#include "ident/ident_faults.h"

/* One table: what is shown comes first; a change takes the logo, too. */
static const struct nes_field organisation_fields[] = {
    NES_FIELD(struct nes_organisation, bin,             .required = true, .max = 12,
              .words = "Business identification number."),
    NES_FIELD(struct nes_organisation, name_kk,         .required = true, .words = "Name in Kazakh."),
    NES_FIELD(struct nes_organisation, name_ru,         .required = true, .words = "Name in Russian."),
    NES_FIELD(struct nes_organisation, licence,         .required = true, .words = "Number and day of the licence."),
    NES_FIELD(struct nes_organisation, legal_address,   .required = true, .words = "Legal address."),
    NES_FIELD(struct nes_organisation, actual_address,  .required = true, .words = "Actual address."),
    NES_FIELD(struct nes_organisation, phones,          .required = true, .words = "Telephone numbers."),
    NES_FIELD(struct nes_organisation, fax,             .words = "Fax."),
    NES_FIELD(struct nes_organisation, email,           .required = true, .words = "E-mail."),
    NES_FIELD(struct nes_organisation, site,            .words = "Web site."),
    NES_FIELD(struct nes_organisation, head_last,       .required = true, .words = "First head: last name."),
    NES_FIELD(struct nes_organisation, head_first,      .required = true, .words = "First head: first name."),
    NES_FIELD(struct nes_organisation, head_patronymic, .words = "First head: patronymic."),
    NES_FIELD(struct nes_organisation, colour,          .required = true, .max = 7,
              .words = "Corporate colour, #RRGGBB."),
    NES_FIELD(struct nes_organisation, logo,            .max = 32'768, .lines = true,
              .words = "SVG picture; left out: the logo stays."),
};
#define SHOWN (NES_LEN(organisation_fields) - 1)
static const struct nes_shape organisation_view = {
    .name = "struct nes_organisation", .size = sizeof(struct nes_organisation), .fields = organisation_fields,
    .len = SHOWN,
};
const struct nes_shape nes_organisation_details = NES_SHAPE(struct nes_organisation, organisation_fields,
                                                            .as = "organisation_change");

static struct nes_err organisation_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_organisation *organisation = NES_NEW(req->arena, struct nes_organisation);

    NES_TRY(nes_organisation_find(req->tx, organisation));
    nes_reply_version(reply, organisation->version);
    return nes_reply_ok(reply, &organisation_view, organisation); /* RULE 7.2 RULE 7.2.a */
}

static struct nes_err logo_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_organisation organisation;

    NES_TRY(nes_organisation_find(req->tx, &organisation));
    return nes_reply_bytes(reply, organisation.logo, (struct nes_str){ 0 });
}

static struct nes_err organisation_change(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_organisation changed = *(const struct nes_organisation *)req->body;
    struct nes_err err;

    changed.version = req->version;
    err = nes_organisation_change(req->tx, &changed);
    if (err.what == &nes_fault_DB_CONFLICT) { /* it changed since it was compared */
        return NES_FAIL(MATCH_STALE, NULL);
    }
    NES_TRY(err);
    nes_reply_version(reply, changed.version + 1);
    return nes_reply_none(reply);
}

static struct nes_err organisation_version(struct nes_req *req, int64_t *version)
{
    struct nes_organisation organisation;

    NES_TRY(nes_organisation_find(req->tx, &organisation));
    *version = organisation.version;
    return NES_FINE;
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/organisation", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL, .needs = NES_PERM_ANYONE,
      .gives = &organisation_view, .fails = NES_FAULTS(DB_NO_ROW), .prepare = organisation_show,
      .rules = "7.2, 7.2.a, 24.1", .doc = "Details of the organisation and its first head." },
    { NES_GET, "/v1/organisation/logo", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL, .needs = NES_PERM_ANYONE,
      .gives_type = "image/svg+xml", .fails = NES_FAULTS(DB_NO_ROW), .prepare = logo_show, .rules = "24.1",
      .doc = "The logo." },
    { NES_PUT, "/v1/organisation", .listen = NES_OFFICE, .needs = NES_PERM_ORGANISATION_CHANGE,
      .takes = &nes_organisation_details,
      .fails = NES_FAULTS(BIN_LENGTH, BIN_DIGITS, BIN_IS_IIN, BIN_KIND, BIN_MONTH, BIN_PART, BIN_NEVER, BIN_CHECK,
                          ORGANISATION_COLOUR, ORGANISATION_LOGO, DB_NO_ROW),
      .body_max = 65'536, .match = true,
      .version = organisation_version, .run = organisation_change, .rules = "7.2, 7.2.a",
      .doc = "Change the details of the organisation." },
};
const struct nes_resource nes_organisation_resource = NES_RESOURCE("organisation", routes);
