/* src/pki/xml_test.c: enveloped XML signatures, true ones and one broken thing each. */
#include <stdio.h>
#include <string.h>

#include "pki/testing/scene.h"
#include "pki/testing/seeds.h"
#include "pki/xmlsig.h"
#include "test/unit/test.h"

#define DSIG "http://www.w3.org/2000/09/xmldsig#"
#define C14N "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define KZ   "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"

/* A document in pieces, so that a row can replace one of them. */
struct pieces {
    const char *declaration, *before, *after, *behind;   /* around the signature, and behind the root */
    const char *uri, *first, *second, *method, *digest, *canonical;
    const char *open, *extra_info, *extra_signature, *key_more, *method_more;
    const char *signed_as;                                /* what the digest is really over; NULL: before and after */
    bool second_signature, signature_is_root;
};

static const struct pieces whole = {
    .declaration = "", .before = "<root><a>1</a><b c=\"x\">текст</b>", .after = "</root>", .behind = "", .uri = "",
    .first = DSIG "enveloped-signature", .second = C14N "#WithComments",
    .method = KZ "gostr34102015-gostr34112015-512", .digest = KZ "gostr34112015-512", .canonical = C14N,
    .open = "<ds:Signature xmlns:ds=\"" DSIG "\">", .extra_info = "", .extra_signature = "", .key_more = "",
    .method_more = "",
};

static struct nes_str text_of(struct nes_arena *arena, const char *const *parts, size_t n)
{
    struct nes_buf buf = nes_buf_begin(arena, 1 << 20);
    struct nes_str text;

    for (size_t i = 0; i < n; i++) {
        nes_buf_addz(&buf, parts[i]);
    }
    NES_WANT_OK(nes_buf_done(&buf, &text));
    return nes_str_copy(arena, text);
}
#define TEXT(arena, ...)                                                                                               \
    text_of((arena), (const char *const[]){ __VA_ARGS__ },                                                             \
            sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static const char *base64_of(struct nes_arena *arena, struct nes_str in)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = nes_arena_take(arena, in.len * 4 / 3 + 8), *to = out;

    for (size_t i = 0; i < in.len; i += 3) {
        unsigned group = (unsigned)(uint8_t)in.ptr[i] << 16;

        group |= i + 1 < in.len ? (unsigned)(uint8_t)in.ptr[i + 1] << 8 : 0;
        group |= i + 2 < in.len ? (unsigned)(uint8_t)in.ptr[i + 2] : 0;
        *to++ = digits[group >> 18];
        *to++ = digits[group >> 12 & 63];
        *to++ = i + 1 < in.len ? digits[group >> 6 & 63] : '=';
        *to++ = i + 2 < in.len ? digits[group & 63] : '=';
    }
    return out;
}

/* SignedInfo as it stands in the document; `ns` is the declaration that its canonical form has and the other has not.
 */
static struct nes_str info_of(struct nes_arena *arena, const struct pieces *p, const char *digest, const char *ns)
{
    return TEXT(arena, "<ds:SignedInfo", ns, "><ds:CanonicalizationMethod Algorithm=\"", p->canonical,
                "\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"", p->method, "\">", p->method_more,
                "</ds:SignatureMethod><ds:Reference URI=\"", p->uri, "\"><ds:Transforms><ds:Transform Algorithm=\"",
                p->first, "\"></ds:Transform><ds:Transform Algorithm=\"", p->second,
                "\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"", p->digest,
                "\"></ds:DigestMethod><ds:DigestValue>", digest, "</ds:DigestValue></ds:Reference>", p->extra_info,
                "</ds:SignedInfo>");
}

static struct nes_str document_of(struct nes_scene *scene, const struct pieces *p)
{
    struct nes_arena *arena = scene->arena;
    struct nes_str over = p->signed_as ? nes_str_of(p->signed_as) : TEXT(arena, p->before, p->after);
    const char *digest = base64_of(arena, nes_made_digest(arena, NES_HASH_STREEBOG512, over));
    struct nes_str signed_info = info_of(arena, p, digest, " xmlns:ds=\"" DSIG "\"");
    const char *value = base64_of(arena, nes_maker_sign(arena, scene->keys->leaf, NES_HASH_NONE, signed_info));
    const char *cert = base64_of(arena, nes_made_cert(arena, &scene->leaf));
    struct nes_str signature = TEXT(arena, p->open, info_of(arena, p, digest, "").ptr, "\n<ds:SignatureValue>", value,
                                    "</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>", cert,
                                    "</ds:X509Certificate></ds:X509Data>", p->key_more, "</ds:KeyInfo>",
                                    p->extra_signature, "</ds:Signature>");

    if (p->signature_is_root) {
        return signature;
    }
    return TEXT(arena, p->declaration, p->before, signature.ptr, p->second_signature ? signature.ptr : "", p->after,
                p->behind);
}

static const struct nes_verdict *judge(struct nes_scene *scene, const struct pieces *p)
{
    scene->with_token = false;
    nes_scene_play(scene, NULL);   /* makes trust and proofs */
    scene->ask.signature = document_of(scene, p);
    nes_judge(scene->arena, &scene->ask, &scene->verdict);
    return &scene->verdict;
}

/* A row names only what it changes. */
static struct pieces merged(const struct pieces *row)
{
    struct pieces p = whole;
    const char **to[] = { &p.declaration, &p.before, &p.after, &p.behind, &p.uri, &p.first, &p.second, &p.method,
                          &p.digest, &p.canonical, &p.open, &p.extra_info, &p.extra_signature, &p.key_more,
                          &p.method_more, &p.signed_as };
    const char *const from[] = { row->declaration, row->before, row->after, row->behind, row->uri, row->first,
                                 row->second, row->method, row->digest, row->canonical, row->open, row->extra_info,
                                 row->extra_signature, row->key_more, row->method_more, row->signed_as };

    for (size_t i = 0; i < NES_LEN(to); i++) {
        *to[i] = from[i] ? from[i] : *to[i];
    }
    p.second_signature = row->second_signature;
    p.signature_is_root = row->signature_is_root;
    return p;
}

static const struct {
    const char *label;
    struct pieces p;
    enum nes_verdict_kind outcome;
    enum nes_why why;
} rows[] = {
    { "the plain one", { .uri = NULL }, NES_GOOD, NES_WHY_NONE },
    { "with a declaration",
      { .declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>" },
      NES_GOOD,
      NES_WHY_NONE },
    { "attributes in another order",
      { .before = "<root z=\"1\" a='2'><b/>", .signed_as = "<root a=\"2\" z=\"1\"><b></b></root>" },
      NES_GOOD,
      NES_WHY_NONE },
    { "a section of characters",
      { .before = "<root><![CDATA[a<b]]>", .signed_as = "<root>a&lt;b</root>" },
      NES_GOOD,
      NES_WHY_NONE },
    { "the second transform without comments", { .second = C14N }, NES_GOOD, NES_WHY_NONE },
    { "another document", { .signed_as = "<root>2</root>" }, NES_BAD, NES_WHY_CONTENT_DIFFERS },
    { "a comment", { .before = "<root>1<!-- 2 -->", .signed_as = "<root>1</root>" }, NES_BAD, NES_WHY_MALFORMED },
    { "a document type", { .declaration = "<!DOCTYPE root>" }, NES_BAD, NES_WHY_MALFORMED },
    { "an entity",
      { .declaration = "<!DOCTYPE root [<!ENTITY e \"1\">]>", .before = "<root>&e;" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "an entity of a file",
      { .declaration = "<!DOCTYPE root [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", .before = "<root>&e;" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "an unknown entity", { .before = "<root>&e;" }, NES_BAD, NES_WHY_MALFORMED },
    { "an odd declaration", { .declaration = "<?xml version='1.0'?>" }, NES_BAD, NES_WHY_MALFORMED },
    { "XML 1.1", { .declaration = "<?xml version=\"1.1\"?>" }, NES_BAD, NES_WHY_MALFORMED },
    { "another encoding",
      { .declaration = "<?xml version=\"1.0\" encoding=\"KOI8-R\"?>" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "text behind the root", { .behind = "x" }, NES_BAD, NES_WHY_MALFORMED },
    { "a second root", { .behind = "<root/>" }, NES_BAD, NES_WHY_MALFORMED },
    { "a reference to a part", { .uri = "#a" }, NES_BAD, NES_WHY_MALFORMED },
    { "a reference to a file", { .uri = "file:///etc/passwd" }, NES_BAD, NES_WHY_MALFORMED },
    { "no enveloped transform", { .first = C14N }, NES_BAD, NES_WHY_MALFORMED },
    { "a transform by program",
      { .second = "http://www.w3.org/TR/1999/REC-xslt-19991116" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "exclusive canonical form",
      { .canonical = "http://www.w3.org/2001/10/xml-exc-c14n#" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "an unknown method", { .method = KZ "none" }, NES_BAD, NES_WHY_MALFORMED },
    { "an unknown digest", { .digest = KZ "none" }, NES_BAD, NES_WHY_MALFORMED },
    { "a digest of another kind",
      { .digest = "http://www.w3.org/2001/04/xmlenc#sha256" },
      NES_BAD,
      NES_WHY_ALGORITHM_MIXED },
    { "the method of another key",
      { .method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" },
      NES_BAD,
      NES_WHY_ALGORITHM_MIXED },
    { "SHA-1", { .digest = DSIG "sha1" }, NES_BAD, NES_WHY_ALGORITHM_WEAK },
    { "a truncated keyed hash",
      { .method = DSIG "hmac-sha1", .method_more = "<ds:HMACOutputLength>1</ds:HMACOutputLength>" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "parameters of the method",
      { .method_more = "<ds:HMACOutputLength>1</ds:HMACOutputLength>" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "a second reference", { .extra_info = "<ds:Reference URI=\"\"></ds:Reference>" }, NES_BAD, NES_WHY_MALFORMED },
    { "an object in the signature", { .extra_signature = "<ds:Object>x</ds:Object>" }, NES_BAD, NES_WHY_MALFORMED },
    { "text in the signature", { .extra_signature = "x" }, NES_BAD, NES_WHY_MALFORMED },
    { "a comment in the signature", { .extra_signature = "<!-- x -->" }, NES_BAD, NES_WHY_MALFORMED },
    { "an attribute of the signature",
      { .open = "<ds:Signature xmlns:ds=\"" DSIG "\" Id=\"x\">" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "a key beside the certificate", { .key_more = "<ds:KeyName>x</ds:KeyName>" }, NES_BAD, NES_WHY_MALFORMED },
    { "the signature's name space is another",
      { .open = "<ds:Signature xmlns:ds=\"urn:x\">" },
      NES_BAD,
      NES_WHY_MALFORMED },
    { "two signatures", { .second_signature = true }, NES_BAD, NES_WHY_MALFORMED },
    { "nothing but a signature", { .signature_is_root = true }, NES_BAD, NES_WHY_MALFORMED },
};

NES_TEST(an_enveloped_signature_covers_the_whole_document, .rules = "11.1, 35.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
        struct pieces p = merged(&rows[i].p);
        struct nes_scene *scene = nes_scene_begin(arena, &keys);
        const struct nes_verdict *verdict = judge(scene, &p);
        char name[16];

        (void)snprintf(name, sizeof(name), "row%d", (int)(i % 1'000));
        nes_seeds_keep_one("pki_xml", name, document_of(scene, &p));
        for (size_t k = 0; verdict->outcome != rows[i].outcome && k < verdict->findings.n; k++) {
            print_message("  %s (%s)\n", nes_why_name(verdict->findings.list[k].why), verdict->findings.list[k].about);
        }
        NES_WANT_INT(rows[i].label, verdict->outcome, rows[i].outcome);
        NES_WANT(rows[i].label, rows[i].why == NES_WHY_NONE || nes_found(&verdict->findings, rows[i].why));
        if (rows[i].outcome == NES_GOOD) {
            struct nes_str over = p.signed_as ? nes_str_of(p.signed_as) : TEXT(arena, p.before, p.after);

            NES_WANT("the octets that were signed", nes_str_eq(verdict->content, over));
        }
    }
}

NES_TEST(every_bit_of_an_xml_signature_counts, .rules = "11.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    struct pieces p = merged(&(struct pieces){ .declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" });
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    size_t stride = (size_t)nes_budget("pki_flip_stride"), len;
    struct nes_str good;

    NES_WANT_INT("good", judge(scene, &p)->outcome, NES_GOOD);
    good = scene->ask.signature;
    len = good.len;
    for (size_t bit = 0; bit < 8 * len; bit += stride) {
        NES_AUTO(nes_arena_end) struct nes_arena *own = nes_arena_begin(1 << 16);
        char *copy = nes_arena_take(own, len);
        struct nes_verdict verdict;

        memcpy(copy, good.ptr, len);
        copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
        scene->ask.signature = (struct nes_str){ copy, len };
        nes_judge(own, &scene->ask, &verdict);
        if (verdict.outcome == NES_GOOD) {
            print_error("bit %zu of octet %zu near %.20s\n", bit % 8, bit / 8, copy + bit / 8);
        }
        NES_WANT("a flipped bit", verdict.outcome != NES_GOOD);
    }
}

/* Deep and wide documents end as refusals, not as exhaustion. */
NES_TEST(hostile_documents_are_refused, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 18);
    char *deep = nes_arena_take(arena, 3 * 100'000 + 1);
    struct nes_xmlsig sig;
    struct nes_str large = { nes_arena_take(arena, NES_XML_MAX + 1), NES_XML_MAX + 1 };

    for (size_t i = 0; i < 100'000; i++) {
        memcpy(deep + 3 * i, "<a>", 3);
    }
    NES_WANT_FAULT("deep", nes_xmlsig_read(arena, nes_str_of(deep), &sig), "PKI_XML");
    NES_WANT_FAULT("large", nes_xmlsig_read(arena, large, &sig), "PKI_SIZE");
    NES_WANT_FAULT("not UTF-8", nes_xmlsig_read(arena, NES_STR("<a>\xff</a>"), &sig), "PKI_XML");
    NES_WANT_FAULT("a zero", nes_xmlsig_read(arena, NES_STR("<a>\0</a>"), &sig), "PKI_XML");
}
