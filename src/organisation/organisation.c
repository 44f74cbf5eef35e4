#include "organisation/organisation.h"

#include "ident/taxpayer.h"
#include "organisation/organisation_sql.h"

#define X NES_FAULT_DEFINE
#include "organisation/organisation_faults.def"
#undef X

#define LOGO_MOST 32'768

static bool is_colour(struct nes_str text)
{
    if (text.len != 7 || text.ptr[0] != '#') {
        return false;
    }
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];

        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'F')) {
            return false;
        }
    }
    return true;
}

/* The picture is served under a policy of its own that runs nothing; this keeps out what has no place in a logo. */
static bool is_logo(struct nes_str text)
{
    static const char *const never[] = { "<script", "href", "<!", "<?", "url(", "<foreignObject", " on" };

    if (text.len > LOGO_MOST || !nes_str_starts(text, NES_STR("<svg "))) {
        return text.len == 0;
    }
    for (size_t at = 0; at < text.len; at++) {
        for (size_t i = 0; i < NES_LEN(never); i++) {
            if (nes_str_starts(nes_str_from(text, at), nes_str_of(never[i]))) {
                return false;
            }
        }
    }
    return true;
}

struct nes_err nes_organisation_check(const struct nes_organisation *organisation)
{
    struct nes_bin_facts facts;

    NES_TRY(nes_bin_check(organisation->bin, &facts));
    if (!is_colour(organisation->colour)) {
        return NES_FAIL(ORGANISATION_COLOUR, "colour");
    }
    return is_logo(organisation->logo) ? NES_FINE : NES_FAIL(ORGANISATION_LOGO, "logo");
}

struct nes_err nes_organisation_find(struct nes_tx *tx, struct nes_organisation *out)
{
    struct nes_organisation_row_row row;

    NES_TRY(nes_organisation_row(tx, &row));
    *out = (struct nes_organisation){ row.bin,            row.name_kk,   row.name_ru,    row.licence,
                                      row.legal_address,  row.actual_address,            row.phones,
                                      row.fax,            row.email,     row.site,       row.head_last,
                                      row.head_first,     row.head_patronymic,           row.colour,
                                      row.logo,           row.version };
    return NES_FINE;
}

struct nes_err nes_organisation_begin(struct nes_tx *tx, const struct nes_organisation *o)
{
    int64_t set;

    NES_TRY(nes_organisation_check(o));
    NES_TRY(nes_organisation_insert(tx,
                                    &(struct nes_organisation_insert_in){
                                        o->bin, o->name_kk, o->name_ru, o->licence, o->legal_address,
                                        o->actual_address, o->phones, o->fax, o->email, o->site, o->head_last,
                                        o->head_first, o->head_patronymic, o->colour, o->logo },
                                    &set));
    return set == 1 ? NES_FINE : NES_FAIL(ORGANISATION_THERE, "organisation");
}

struct nes_err nes_organisation_change(struct nes_tx *tx, const struct nes_organisation *o)
{
    int64_t changed;

    NES_TRY(nes_organisation_check(o));
    NES_TRY(nes_organisation_update(tx,
                                    &(struct nes_organisation_update_in){
                                        o->bin, o->name_kk, o->name_ru, o->licence, o->legal_address,
                                        o->actual_address, o->phones, o->fax, o->email, o->site, o->head_last,
                                        o->head_first, o->head_patronymic, o->colour, o->logo, o->version },
                                    &changed));
    return changed == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "organisation");
}
