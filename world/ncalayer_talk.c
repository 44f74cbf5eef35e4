/* world/ncalayer_talk.c: what NCALayer answers to the messages of a page: its modules basics and commonUtils. */
#include <dirent.h>
#include <jansson.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "crypto/text.h"
#include "json/json.h"
#include "world/ca.h"
#include "world/ncalayer.h"

#define ITEMS_MAX 100
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"

/* A message and what becomes of it. */
struct talk {
    struct nes_arena *arena;
    const struct nes_ncalayer_options *options;
    const json_t *args;
    struct nes_ca_choice choice;
    struct nes_ca_chosen chosen;
    enum nes_behave behave;
    bool twice;
    int64_t now_us;
};

static struct nes_err look_up(struct nes_tx *tx, void *self)
{
    struct talk *talk = self;

    talk->now_us = talk->choice.at_us = nes_tx_now(tx);
    NES_TRY(nes_behave_next(tx, "ncalayer", &talk->behave));
    NES_TRY(nes_ca_told(tx, "ncalayer.twice", &talk->twice));
    return nes_ca_choose(tx, &talk->choice, &talk->chosen);
}

/* The key that the person opens, and how the program behaves today. False where the database fails. */
static bool open_key(struct talk *talk)
{
    struct nes_clock clock = nes_clock_real();
    struct nes_rand rand = nes_rand_real();
    struct nes_call call = {
        .operation = nes_id_new(&clock, &rand), .arena = talk->arena, .run = look_up, .self = talk
    };

    return !nes_db_run(talk->options->db, &call).what;
}

static struct nes_str text_at(const json_t *array, size_t index)
{
    return nes_str_of(json_string_value(json_array_get(array, index)));
}

/* Pages give truths as truths or as words. */
static bool yes(const json_t *value)
{
    const char *word = json_string_value(value);

    return json_is_true(value) || (word && strcasecmp(word, "true") == 0);
}

static json_t *text_json(struct nes_str text)
{
    json_t *json = json_stringn(text.ptr, text.len);

    NES_ASSERT(json);
    return json;
}

/* One document signed; NULL where it cannot be. `order` has how, `given` is what the page sent. */
static json_t *sign_one(struct talk *talk, struct nes_ca_order order, struct nes_str given, bool base64)
{
    struct nes_str out;

    order.by = talk->chosen.by;
    order.at_us = talk->now_us;
    order.document = given;
    if (base64 && (given.len == 0 || nes_base64_read(talk->arena, NES_BASE64_STD, given, &order.document).what)) {
        return NULL;
    }
    if (talk->behave == NES_BEHAVE_LIE) {
        order.document = order.xml ? NES_STR("<other/>") : NES_STR("Something else.\n");
        order.digested = false;
    }
    if (nes_ca_sign(talk->arena, talk->options->world->ca, &order, &out).what) {
        return NULL;
    }
    return text_json(order.xml ? out : nes_base64_write(talk->arena, NES_BASE64_STD, out));
}

/* --- basics --- */

static json_t *basics_fault(const char *code, const char *message)
{
    return json_pack("{s:b, s:s, s:s, s:s}", "status", 0, "code", code, "message", message, "details", "");
}

static void read_signer(struct talk *talk, const json_t *signer)
{
    const json_t *uses = json_object_get(signer, "extKeyUsageOids"), *use;
    size_t i;
    const char *names[] = { "iin", "bin", "serialNumber" };
    struct nes_str *to[] = { &talk->choice.iin, &talk->choice.bin, &talk->choice.serial };

    for (size_t k = 0; k < NES_LEN(names); k++) {
        const char *text = json_string_value(json_object_get(signer, names[k]));

        *to[k] = text ? nes_str_of(text) : NES_STR("");
    }
    json_array_foreach(uses, i, use)
    {
        talk->choice.authentication |= nes_str_is(nes_str_of(json_string_value(use)), CLIENT_AUTH);
    }
}

static json_t *certificate_pem(struct talk *talk)
{
    struct nes_str text = nes_base64_write(talk->arena, NES_BASE64_STD, talk->chosen.by.certificate);
    struct nes_buf buf = nes_buf_begin(talk->arena, 32'768);
    struct nes_str out;

    nes_buf_addz(&buf, "-----BEGIN CERTIFICATE-----\n");
    for (size_t at = 0; at < text.len; at += 64) {
        nes_buf_add(&buf, nes_str_part(text, at, 64));
        nes_buf_byte(&buf, '\n');
    }
    nes_buf_addz(&buf, "-----END CERTIFICATE-----");
    NES_ASSERT(!nes_buf_done(&buf, &out).what);
    return text_json(out);
}

static json_t *basics_done(struct talk *talk, const json_t *params, json_t *signatures)
{
    if (yes(json_object_get(params, "outputCert"))) {
        signatures = json_pack("{s:o, s:o}", "signatures", signatures, "certificate", certificate_pem(talk));
    }
    return json_pack("{s:b, s:{s:o}}", "status", 1, "body", "result", signatures);
}

static json_t *basics_all(struct talk *talk, const json_t *params, bool xml)
{
    const json_t *data = json_object_get(talk->args, "data");
    size_t n = json_is_string(data) ? 1 : json_array_size(data);
    struct nes_ca_order order = { .xml = xml,
                                  .attached = yes(json_object_get(params, "encapsulate")),
                                  .digested = yes(json_object_get(params, "digested")),
                                  .stamped = json_is_object(json_object_get(params, "tsaProfile")) };
    bool base64 = yes(json_object_get(params, "decode")) || order.digested;
    json_t *signatures = json_array();

    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_is_string(data) ? data : json_array_get(data, i));
        json_t *one = text ? sign_one(talk, order, nes_str_of(text), base64) : NULL;

        if (!one) {
            json_decref(signatures);
            return basics_fault("SIGNING_FAILURE", "the data cannot be signed");
        }
        (void)json_array_append_new(signatures, one);
    }
    return basics_done(talk, params, signatures);
}

static json_t *basics_sign(struct talk *talk)
{
    const json_t *params = json_object_get(talk->args, "signingParams"), *data = json_object_get(talk->args, "data");
    struct nes_str format = nes_str_of(json_string_value(json_object_get(talk->args, "format")));
    size_t n = json_is_string(data) ? 1 : json_array_size(data);

    if ((!nes_str_is(format, "cms") && !nes_str_is(format, "xml")) || n == 0 || n > ITEMS_MAX) {
        return basics_fault("INVALID_SIGNING_PARAMS", "format or data");
    }
    read_signer(talk, json_object_get(talk->args, "signerParams"));
    if (!open_key(talk)) {
        return basics_fault("GENERAL_ERROR", "the keys cannot be read");
    }
    if (talk->behave == NES_BEHAVE_BROKEN || talk->behave == NES_BEHAVE_LATER) {
        return basics_fault("SIGNING_FAILURE", "java.lang.NullPointerException");
    }
    /* Where no key fits the person has nothing to choose but "cancel". */
    if (talk->chosen.cancelled || !talk->chosen.found) {
        return json_pack("{s:b, s:{}}", "status", 1, "body");
    }
    return basics_all(talk, params, nes_str_is(format, "xml"));
}

/* --- commonUtils --- */

static json_t *common_fault(const char *message)
{
    return json_pack("{s:s, s:s}", "code", "500", "message", message);
}

static json_t *common_done(json_t *object)
{
    return json_pack("{s:s, s:s, s:o}", "code", "200", "message", "", "responseObject", object);
}

/* Opens the key; an answer where that ends the matter, else NULL. */
static json_t *common_key(struct talk *talk, struct nes_str key_type)
{
    talk->choice = (struct nes_ca_choice){ .iin = NES_STR(""),
                                           .bin = NES_STR(""),
                                           .authentication = nes_str_is(key_type, "AUTHENTICATION") };
    if (!open_key(talk) || talk->behave == NES_BEHAVE_BROKEN || talk->behave == NES_BEHAVE_LATER) {
        return common_fault("java.lang.NullPointerException");
    }
    if (talk->chosen.cancelled) {
        return common_fault("action.canceled");
    }
    return talk->chosen.found ? NULL : common_fault("storage.empty");
}

/* createCMSSignatureFromBase64 stamps, createCAdESFromBase64 and …Hash do not. */
static json_t *common_cms(struct talk *talk, bool stamped, bool digested)
{
    struct nes_ca_order order = { .stamped = stamped,
                                  .digested = digested,
                                  .attached = !digested && yes(json_array_get(talk->args, 3)) };
    json_t *ended = common_key(talk, text_at(talk->args, 1)), *one;

    if (ended) {
        return ended;
    }
    one = sign_one(talk, order, text_at(talk->args, 2), true);
    return one ? common_done(one) : common_fault("the data cannot be signed");
}

/* The person opens the key, though nothing is signed with it. */
static json_t *common_stamp(struct talk *talk)
{
    json_t *ended = common_key(talk, text_at(talk->args, 1));
    struct nes_str given = text_at(talk->args, 2), out;

    if (ended) {
        return ended;
    }
    if (nes_base64_read(talk->arena, NES_BASE64_STD, given, &given).what ||
        nes_ca_apply_stamp(talk->arena, talk->options->world->ca, given, talk->now_us, &out).what) {
        return common_fault("the container cannot be read");
    }
    return common_done(text_json(nes_base64_write(talk->arena, NES_BASE64_STD, out)));
}

/* --- files: of one folder, for the world's program is no way to read the disk --- */

#define FILE_MAX (16U << 20)

static const char *path_in(struct talk *talk, struct nes_str name)
{
    const struct nes_str parts[] = { nes_str_of(talk->options->files), NES_STR("/"), name };

    return nes_str_z(talk->arena, nes_asn_join(talk->arena, parts, 3));
}

/* The name may come as a path in that folder, as showFileChooser gives it. */
static bool read_file(struct talk *talk, struct nes_str path, struct nes_str *out)
{
    const char *slash = path.len > 0 ? memrchr(path.ptr, '/', path.len) : NULL;
    struct nes_str name = slash ? nes_str_from(path, (size_t)(slash - path.ptr) + 1) : path;

    return name.len > 0 && name.ptr[0] != '.' && nes_file_read(talk->arena, path_in(talk, name), FILE_MAX, out);
}

static json_t *common_file(struct talk *talk)
{
    struct nes_ca_order order = { .stamped = true, .attached = yes(json_array_get(talk->args, 3)) };
    struct nes_str content;
    json_t *ended, *one;

    if (!read_file(talk, text_at(talk->args, 2), &content)) {
        return common_fault("file.not_found");
    }
    ended = common_key(talk, text_at(talk->args, 1));
    if (ended) {
        return ended;
    }
    one = sign_one(talk, order, content, false);
    return one ? common_done(one) : common_fault("the data cannot be signed");
}

/* The person takes the first file, by name, that ends as the page asks (any where it asks for none). */
static json_t *choose_file(struct talk *talk)
{
    struct nes_str end = text_at(talk->args, 0);
    struct dirent **names;
    int n = scandir(talk->options->files, &names, NULL, alphasort);
    json_t *out = NULL;

    for (int i = 0; i < n; i++) {
        struct nes_str name = nes_str_of(names[i]->d_name);

        if (!out && name.ptr[0] != '.' && name.len >= end.len &&
            nes_str_eq(nes_str_from(name, name.len - end.len), end)) {
            out = common_done(text_json(nes_str_of(path_in(talk, name))));
        }
        free(names[i]);
    }
    if (n >= 0) {
        free(names);
    }
    return out ? out : common_fault("action.canceled");
}

static json_t *common_xml(struct talk *talk, bool many)
{
    const json_t *given = json_array_get(talk->args, 2);
    size_t n = many ? json_array_size(given) : 1;
    json_t *ended, *list = json_array();

    if (text_at(talk->args, 3).len > 0 || text_at(talk->args, 4).len > 0 || n == 0 || n > ITEMS_MAX) {
        json_decref(list);
        return common_fault("only whole documents are signed here");
    }
    ended = common_key(talk, text_at(talk->args, 1));
    for (size_t i = 0; i < n && !ended; i++) {
        struct nes_str xml = nes_str_of(json_string_value(many ? json_array_get(given, i) : given));
        json_t *one = sign_one(talk, (struct nes_ca_order){ .xml = true }, xml, false);

        ended = one ? NULL : common_fault("org.xml.sax.SAXParseException");
        (void)(one && json_array_append_new(list, one));
    }
    if (!ended && !many) {
        ended = common_done(json_incref(json_array_get(list, 0)));
    }
    if (!ended) {
        return common_done(list);
    }
    json_decref(list);
    return ended;
}

static struct nes_str name_text(struct nes_arena *arena, const X509_NAME *name)
{
    BIO *out = BIO_new(BIO_s_mem());
    char *text;
    long len;
    struct nes_str copy;

    NES_ASSERT(out && X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0);
    len = BIO_get_mem_data(out, &text);
    copy = nes_str_copy(arena, (struct nes_str){ text, (size_t)len });
    BIO_free(out);
    return copy;
}

static struct nes_str common_name(struct nes_arena *arena, X509_NAME *name)
{
    const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, X509_NAME_get_index_by_NID(name, NID_commonName, -1));
    const ASN1_STRING *text = entry ? X509_NAME_ENTRY_get_data(entry) : NULL;

    return text ? nes_str_copy(arena, (struct nes_str){ (const char *)ASN1_STRING_get0_data(text),
                                                        (size_t)ASN1_STRING_length(text) })
                : (struct nes_str){ 0 };
}

/* "05.01.2026 14:07:00", in Almaty. */
static struct nes_str when_text(struct nes_arena *arena, int64_t at_us)
{
    struct nes_civil civil = nes_date_civil(nes_date_at(at_us));
    int64_t second = (at_us + NES_ALMATY_OFFSET_US) % NES_DAY_US / 1'000'000;
    char text[64];

    (void)snprintf(text, sizeof(text), "%02d.%02d.%04d %02d:%02d:%02d", (int)civil.day, (int)civil.month,
                   (int)civil.year, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
    return nes_str_copy(arena, nes_str_of(text));
}

static json_t *key_info(struct talk *talk)
{
    const unsigned char *at = (const unsigned char *)talk->chosen.by.certificate.ptr;
    X509 *certificate = d2i_X509(NULL, &at, (long)talk->chosen.by.certificate.len);
    X509_NAME *subject = X509_get_subject_name(certificate), *issuer = X509_get_issuer_name(certificate);
    const ASN1_OCTET_STRING *aki = X509_get0_authority_key_id(certificate);
    struct nes_arena *arena = talk->arena;
    struct nes_str serial = nes_ca_hex(arena, talk->chosen.serial);
    struct nes_str key_id = nes_ca_hex(arena, nes_ca_key_id(arena, &talk->chosen.by.key));
    struct nes_str authority = nes_ca_hex(
        arena, (struct nes_str){ (const char *)ASN1_STRING_get0_data(aki), (size_t)ASN1_STRING_length(aki) });
    bool gost = talk->chosen.by.key.kind == NES_SIGNING_GOST;
    json_t *out =
        json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "alias", text_json(key_id), "keyId",
                  text_json(key_id), "algorithm", gost ? "ECGOST3410-2015" : "RSA", "subjectCn",
                  text_json(common_name(arena, subject)), "subjectDn", text_json(name_text(arena, subject)), "issuerCn",
                  text_json(common_name(arena, issuer)), "issuerDn", text_json(name_text(arena, issuer)),
                  "serialNumber", text_json(serial), "certNotBefore", text_json(when_text(arena, talk->chosen.from_us)),
                  "certNotAfter", text_json(when_text(arena, talk->chosen.until_us)), "authorityKeyIdentifier",
                  text_json(authority), "pem", certificate_pem(talk));

    X509_free(certificate);
    return out;
}

static json_t *common_utils(struct talk *talk, struct nes_str method)
{
    json_t *ended;

    if (nes_str_is(method, "getActiveTokens")) {
        return common_done(json_array());
    }
    if (nes_str_is(method, "changeLocale")) {
        return json_pack("{s:s, s:s}", "code", "200", "message", "");
    }
    if (nes_str_is(method, "getKeyInfo")) {
        ended = common_key(talk, NES_STR(""));
        return ended ? ended : common_done(key_info(talk));
    }
    if (nes_str_is(method, "createCMSSignatureFromBase64") || nes_str_is(method, "createCAdESFromBase64")) {
        return common_cms(talk, nes_str_is(method, "createCMSSignatureFromBase64"), false);
    }
    if (nes_str_is(method, "createCAdESFromBase64Hash")) {
        return common_cms(talk, false, true);
    }
    if (nes_str_is(method, "applyCAdEST")) {
        return common_stamp(talk);
    }
    if (nes_str_is(method, "createCMSSignatureFromFile")) {
        return common_file(talk);
    }
    if (nes_str_is(method, "showFileChooser")) {
        return choose_file(talk);
    }
    if (nes_str_is(method, "signXml") || nes_str_is(method, "signXmls")) {
        return common_xml(talk, nes_str_is(method, "signXmls"));
    }
    return common_fault("this method is not played here");
}

/* --- messages --- */

static json_t *dispatch(struct talk *talk, const json_t *message)
{
    struct nes_str module = nes_str_of(json_string_value(json_object_get(message, "module")));
    struct nes_str method = nes_str_of(json_string_value(json_object_get(message, "method")));
    json_t *uuid = json_object_get(message, "uuid"), *out;

    talk->args = json_object_get(message, "args");
    if (nes_str_is(module, "kz.gov.pki.knca.basics")) {
        return nes_str_is(method, "sign") ? basics_sign(talk) : basics_fault("INVOCATION_ERROR", "unknown method");
    }
    if (nes_str_is(module, "kz.gov.pki.knca.commonUtils")) {
        out = common_utils(talk, method);
        if (uuid) {
            (void)json_object_set(out, "uuid", uuid);
        }
        return out;
    }
    return json_pack("{s:b, s:s}", "success", 0, "errorCode", "MODULE_NOT_FOUND");
}

struct nes_str nes_ncalayer_answer(struct nes_arena *arena, const struct nes_ncalayer_options *options,
                                   struct nes_str message, int *times)
{
    struct talk talk = { .arena = arena, .options = options, .behave = NES_BEHAVE_FINE };
    json_t *json = json_loadb(message.ptr, message.len, JSON_REJECT_DUPLICATES, NULL), *answer;
    struct nes_str out;
    char *text;

    answer = json_is_object(json) ? dispatch(&talk, json)
                                  : json_pack("{s:b, s:s}", "success", 0, "code", "COMMON_JSON_WRAPPING_EXCEPTION");
    NES_ASSERT(answer);
    text = json_dumps(answer, JSON_COMPACT);
    NES_ASSERT(text);
    out = nes_str_copy(arena, nes_str_of(text));
    free(text);
    json_decref(answer);
    json_decref(json);
    if (talk.behave == NES_BEHAVE_SLOW) {
        (void)poll(NULL, 0, 4'000);
    }
    *times = talk.behave == NES_BEHAVE_SILENT ? 0 : talk.twice ? 2 : 1;
    return out;
}
