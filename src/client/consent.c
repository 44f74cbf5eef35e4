#include "client/consent.h"

#include <string.h>

#include "client/registration_sql.h"

struct nes_err nes_consent_texts(struct nes_tx *tx, enum nes_lang lang, struct nes_consent_texts *out)
{
    struct nes_consent_text_newest_rows found;

    NES_TRY(nes_consent_text_newest(tx, &found));
    *out = (struct nes_consent_texts){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_consent_text, found.len + 1),
                                       found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_consent_text_newest_row *row = &found.rows[i];
        const struct nes_str texts[NES_LANGS] = { [NES_LANG_KK] = row->kk, [NES_LANG_RU] = row->ru,
                                                  [NES_LANG_EN] = row->en };

        out->rows[i] = (struct nes_consent_text){ row->kind, row->version, row->years, texts[lang] };
    }
    return NES_FINE;
}

struct nes_err nes_consent_hash_read(struct nes_str hex, struct nes_hash *out)
{
    return nes_str_unhex(hex, out->b, sizeof(out->b)) ? NES_FINE : NES_FAIL(CONSENT_OTHER, "consents");
}

static struct nes_err add_leaf(struct nes_tx *tx, const char *kind, const struct nes_consent *consent,
                               struct nes_leaf_id *id)
{
    struct nes_leaf leaf = { .actor = NES_LEAF_CLIENT, .kind = nes_str_of(kind) };

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("consent"), consent->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), consent->subject };
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("text"), consent->hash };
    return nes_audit_add(tx, &leaf, id);
}

/* The text that was shown must be the newest, letter by letter. */
static struct nes_err check_shown(struct nes_tx *tx, const struct nes_crypto *crypto,
                                  const struct nes_consent *consent, int32_t *version)
{
    struct nes_consent_texts texts;
    enum nes_lang lang;
    struct nes_hash hash;

    if (!nes_lang_read(consent->lang, &lang)) {
        return NES_FAIL(CONSENT_OTHER, "lang");
    }
    NES_TRY(nes_consent_texts(tx, lang, &texts));
    for (size_t i = 0; i < texts.len; i++) {
        hash = nes_sha256(crypto, texts.rows[i].text);
        if (nes_str_eq(texts.rows[i].kind, consent->kind) && nes_hash_eq(&hash, &consent->hash)) {
            *version = texts.rows[i].version;
            return NES_FINE;
        }
    }
    return NES_FAIL(CONSENT_OTHER, "consents");
}

struct nes_err nes_consent_give(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_consent *consent)
{
    NES_TRY(check_shown(tx, crypto, consent, &consent->version));
    consent->id = (struct nes_consent_id){ nes_tx_new_id(tx) };
    consent->given_at = nes_tx_now(tx);
    NES_TRY(add_leaf(tx, "consent.given", consent, &consent->leaf));
    return nes_consent_insert(tx, &(struct nes_consent_insert_in){
                                      .id = consent->id,
                                      .subject_id = consent->subject,
                                      .kind = consent->kind,
                                      .version = consent->version,
                                      .lang = consent->lang,
                                      .hash = { (const char *)consent->hash.b, sizeof(consent->hash.b) },
                                      .leaf_id = consent->leaf,
                                      .given_at = consent->given_at,
                                  });
}

struct nes_err nes_consent_in_force(struct nes_tx *tx, struct nes_id subject, const char *kind, bool *out)
{
    struct nes_consent_count_row row;

    NES_TRY(nes_consent_count(tx, subject, nes_str_of(kind), &row));
    *out = row.n > 0;
    return NES_FINE;
}

static void set_hash(struct nes_consent *consent, struct nes_str bytes)
{
    NES_ASSERT(bytes.len == sizeof(consent->hash.b));
    memcpy(consent->hash.b, bytes.ptr, bytes.len);
}

struct nes_err nes_consents_of(struct nes_tx *tx, struct nes_id subject, struct nes_consents *out)
{
    struct nes_consent_of_subject_rows found;

    NES_TRY(nes_consent_of_subject(tx, subject, &found));
    *out = (struct nes_consents){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_consent, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_consent_of_subject_row *row = &found.rows[i];

        out->rows[i] = (struct nes_consent){ .id = row->id, .subject = subject, .kind = row->kind, .lang = row->lang,
                                             .version = row->version, .leaf = row->leaf_id, .given_at = row->given_at,
                                             .withdrawn_at = row->withdrawn_at };
        set_hash(&out->rows[i], row->hash);
    }
    return NES_FINE;
}

struct nes_err nes_consent_find(struct nes_tx *tx, struct nes_consent_id id, struct nes_consent *out)
{
    struct nes_consent_by_id_row row;

    NES_TRY(nes_consent_by_id(tx, id, &row));
    *out = (struct nes_consent){ .id = id, .subject = row.subject_id, .kind = row.kind, .lang = row.lang,
                                 .version = row.version, .leaf = row.leaf_id, .given_at = row.given_at,
                                 .withdrawn_at = row.withdrawn_at };
    set_hash(out, row.hash);
    return NES_FINE;
}

struct nes_err nes_consent_withdrawable(struct nes_str kind, struct nes_consent_ties ties)
{
    bool always_tied = nes_str_is(kind, "personal_data") || nes_str_is(kind, "number");
    bool tied = always_tied ? ties.application || ties.loan : nes_str_is(kind, "bureau") && ties.application;

    return tied ? NES_REFUSE(CONSENT_BOUND, "consent") : NES_FINE;
}

struct nes_err nes_consent_withdraw(struct nes_tx *tx, struct nes_consent *consent)
{
    struct nes_leaf_id leaf;
    int64_t withdrawn;

    consent->withdrawn_at = nes_tx_now(tx);
    NES_TRY(nes_consent_withdraw_row(tx, consent->id, consent->withdrawn_at, &withdrawn));
    if (withdrawn == 0) {
        return NES_FAIL(CONSENT_WITHDRAWN, "consent");
    }
    return add_leaf(tx, "consent.withdrawn", consent, &leaf);
}

struct nes_err nes_consent_must(struct nes_tx *tx, struct nes_id subject, const char *kind)
{
    struct nes_consents given;
    bool holds;

    NES_TRY(nes_consents_of(tx, subject, &given));
    NES_TRY(nes_consent_in_force(tx, subject, kind, &holds));
    return holds || given.len == 0 ? NES_FINE : NES_REFUSE(CONSENT_NEEDED, kind);
}
