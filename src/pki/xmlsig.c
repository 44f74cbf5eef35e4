#include "pki/xmlsig.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <string.h>

#include "pki/base64.h"
#include "pki/pki_faults.h"

#define DSIG "http://www.w3.org/2000/09/xmldsig#"
#define C14N "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define KZ   "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"
#define MORE "http://www.w3.org/2001/04/xmldsig-more#"

static const struct {
    const char *uri;
    struct nes_sign_alg alg;
} methods[] = {
    { KZ "gostr34102015-gostr34112015-512", { NES_KEY_GOST2015, NES_HASH_STREEBOG512 } },
    { MORE "gost34310-gost34311",           { NES_KEY_GOST2004, NES_HASH_GOST95 } },
    { MORE "rsa-sha256",                    { NES_KEY_RSA, NES_HASH_SHA256 } },
    { MORE "rsa-sha512",                    { NES_KEY_RSA, NES_HASH_SHA512 } },
    { DSIG "rsa-sha1",                      { NES_KEY_RSA, NES_HASH_SHA1 } },
};
static const struct {
    const char *uri;
    enum nes_hash_kind hash;
} digests[] = {
    { KZ "gostr34112015-512",                       NES_HASH_STREEBOG512 },
    { MORE "gost34311",                             NES_HASH_GOST95 },
    { "http://www.w3.org/2001/04/xmlenc#sha256",    NES_HASH_SHA256 },
    { "http://www.w3.org/2001/04/xmlenc#sha512",    NES_HASH_SHA512 },
    { DSIG "sha1",                                  NES_HASH_SHA1 },
};

void nes_xmlsig_begin(void)
{
    xmlInitParser();
}

static struct nes_err wrong(const char *what)
{
    return NES_FAIL(PKI_XML, what);
}

static void close_doc(xmlDoc **doc)
{
    xmlFreeDoc(*doc);
}

static void close_parser(xmlParserCtxt **parser)
{
    xmlFreeParserCtxt(*parser);
}

static bool take(struct nes_str *text, const char *word)
{
    if (!nes_str_starts(*text, nes_str_of(word))) {
        return false;
    }
    *text = nes_str_from(*text, strlen(word));
    return true;
}

/* The declaration is not signed, so it has one spelling (two for the encoding). */
static bool declaration_fits(struct nes_str text)
{
    if (!take(&text, "<?xml ")) {
        return true;
    }
    if (!take(&text, "version=\"1.0\"")) {
        return false;
    }
    (void)(take(&text, " encoding=\"UTF-8\"") || take(&text, " encoding=\"utf-8\""));
    (void)(take(&text, " standalone=\"no\"") || take(&text, " standalone=\"yes\""));
    return take(&text, "?>");
}

/* What the library would print about a foreign document is nobody's: the reader's answer says what is wrong. */
static void silent(void *context, xmlError *error)
{
    (void)context;
    (void)error;
}

static struct nes_err parse(struct nes_str bytes, xmlDoc **doc)
{
    NES_AUTO(close_parser) xmlParserCtxt *parser = NULL;

    if (bytes.len > NES_XML_MAX) {
        return NES_FAIL(PKI_SIZE, "document");
    }
    if (!nes_str_utf8(bytes) || memchr(bytes.ptr, 0, bytes.len) || memmem(bytes.ptr, bytes.len, "<!DOCTYPE", 9) ||
        !declaration_fits(bytes)) {
        return wrong("encoding, declaration or document type");
    }
    xmlSetStructuredErrorFunc(NULL, silent); /* of this thread */
    parser = xmlNewParserCtxt();
    NES_ASSERT(parser);
    *doc = xmlCtxtReadMemory(parser, bytes.ptr, (int)bytes.len, NULL, "UTF-8",
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!*doc || !parser->wellFormed || !parser->nsWellFormed || (*doc)->intSubset || (*doc)->extSubset) {
        return wrong("not well-formed");
    }
    return NES_FINE;
}

static bool is_dsig(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
           strcmp((const char *)node->ns->href, DSIG) == 0 && strcmp((const char *)node->name, name) == 0;
}

/* The next node in document order; NULL behind the last. */
static xmlNode *following(const xmlDoc *doc, xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE && node->children) {
        return node->children;
    }
    while (node && !node->next) {
        node = node->parent == (const xmlNode *)(const void *)doc ? NULL : node->parent;
    }
    return node ? node->next : NULL;
}

/* The one Signature, below the root; no comment, entity or other oddity anywhere. */
static struct nes_err find_signature(const xmlDoc *doc, xmlNode **out)
{
    *out = NULL;
    for (xmlNode *node = doc->children; node; node = following(doc, node)) {
        if (node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE &&
            node->type != XML_PI_NODE) {
            return wrong("comment or entity");
        }
        if (is_dsig(node, "Signature")) {
            if (*out || node->parent == (const xmlNode *)(const void *)doc) {
                return wrong("more than one signature, or nothing but one");
            }
            *out = node;
        }
    }
    return *out ? NES_FINE : wrong("no signature");
}

static bool blank(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE && xmlIsBlankNode(node);
}

/* The child elements are exactly these, in this order, with blanks between; ends with NULL. */
static struct nes_err children(const xmlNode *parent, const char *const *names, const xmlNode **out)
{
    size_t n = 0;

    for (const xmlNode *node = parent->children; node; node = node->next) {
        if (blank(node)) {
            continue;
        }
        if (!names[n] || !is_dsig(node, names[n])) {
            return wrong("an element out of place");
        }
        out[n++] = node;
    }
    return names[n] ? wrong("an element is missing") : NES_FINE;
}

/* The only attribute, by its name; NULL wants none. */
static struct nes_err attribute(const xmlNode *node, const char *name, const char **value)
{
    const xmlAttr *attr = node->properties;

    if (!name) {
        return attr ? wrong("an attribute out of place") : NES_FINE;
    }
    if (!attr || attr->next || attr->ns || strcmp((const char *)attr->name, name) != 0 ||
        (attr->children && (attr->children->next || attr->children->type != XML_TEXT_NODE))) {
        return wrong("an attribute is missing or out of place");
    }
    *value = attr->children ? (const char *)attr->children->content : "";
    return NES_FINE;
}

/* The octets that an element without children holds in base64. */
static struct nes_err octets(struct nes_arena *arena, const xmlNode *node, struct nes_str *out)
{
    struct nes_buf text = nes_buf_begin(arena, NES_XML_MAX);
    struct nes_str all;

    NES_TRY(attribute(node, NULL, NULL));
    for (const xmlNode *part = node->children; part; part = part->next) {
        if (part->type != XML_TEXT_NODE) {
            return wrong("text");
        }
        nes_buf_addz(&text, (const char *)part->content);
    }
    NES_TRY(nes_buf_done(&text, &all));
    return nes_pki_base64_read(arena, all, out);
}

/* An element whose only content is the attribute Algorithm. */
static struct nes_err algorithm(const xmlNode *node, const char **uri)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (!blank(child)) {
            return wrong("parameters of an algorithm");
        }
    }
    return attribute(node, "Algorithm", uri);
}

/* enveloped-signature, then canonical XML 1.0 with or without comments: there are none. */
static struct nes_err read_transforms(const xmlNode *node)
{
    static const char *const names[] = { "Transform", "Transform", NULL };
    const xmlNode *transform[2];
    const char *uri;

    NES_TRY(attribute(node, NULL, NULL));
    NES_TRY(children(node, names, transform));
    NES_TRY(algorithm(transform[0], &uri));
    if (strcmp(uri, DSIG "enveloped-signature") != 0) {
        return wrong("first transform");
    }
    NES_TRY(algorithm(transform[1], &uri));
    return strcmp(uri, C14N) == 0 || strcmp(uri, C14N "#WithComments") == 0 ? NES_FINE : wrong("second transform");
}

static struct nes_err read_reference(struct nes_arena *arena, const xmlNode *node, struct nes_xmlsig *out)
{
    static const char *const names[] = { "Transforms", "DigestMethod", "DigestValue", NULL };
    const xmlNode *child[3];
    const char *uri;

    NES_TRY(attribute(node, "URI", &uri));
    if (*uri != '\0') {
        return wrong("reference to a part");
    }
    NES_TRY(children(node, names, child));
    NES_TRY(read_transforms(child[0]));
    NES_TRY(algorithm(child[1], &uri));
    for (size_t i = 0; i < NES_LEN(digests); i++) {
        out->hash = strcmp(uri, digests[i].uri) == 0 ? digests[i].hash : out->hash;
    }
    if (out->hash == NES_HASH_NONE) {
        return NES_FAIL(PKI_ALGORITHM, "digest");
    }
    return octets(arena, child[2], &out->digest);
}

static struct nes_err read_signed_info(struct nes_arena *arena, const xmlNode *node, struct nes_xmlsig *out)
{
    static const char *const names[] = { "CanonicalizationMethod", "SignatureMethod", "Reference", NULL };
    const xmlNode *child[3];
    const char *uri;

    NES_TRY(attribute(node, NULL, NULL));
    NES_TRY(children(node, names, child));
    NES_TRY(algorithm(child[0], &uri));
    if (strcmp(uri, C14N) != 0 && strcmp(uri, C14N "#WithComments") != 0) {
        return wrong("canonical form");
    }
    NES_TRY(algorithm(child[1], &uri));
    for (size_t i = 0; i < NES_LEN(methods); i++) {
        out->alg = strcmp(uri, methods[i].uri) == 0 ? methods[i].alg : out->alg;
    }
    if (out->alg.key == NES_KEY_NONE) {
        return NES_FAIL(PKI_ALGORITHM, "signature");
    }
    return read_reference(arena, child[2], out);
}

static struct nes_err read_key(struct nes_arena *arena, const xmlNode *node, struct nes_xmlsig *out)
{
    static const char *const data_names[] = { "X509Data", NULL }, *const cert_names[] = { "X509Certificate", NULL };
    const xmlNode *data, *cert;

    NES_TRY(attribute(node, NULL, NULL));
    NES_TRY(children(node, data_names, &data));
    NES_TRY(attribute(data, NULL, NULL));
    NES_TRY(children(data, cert_names, &cert));
    return octets(arena, cert, &out->cert);
}

/* Which nodes a canonical form shows: those inside `top`, or all but those. */
struct view {
    const xmlNode *top;
    bool inside;
};

static int visible(void *self, xmlNodePtr node, xmlNodePtr parent)
{
    const struct view *view = self;
    const xmlNode *at = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;
    bool within = false;

    for (; at && !within; at = at->parent) {
        within = at == view->top;
    }
    return within == view->inside;
}

static int write_part(void *self, const char *bytes, int len)
{
    nes_buf_add(self, (struct nes_str){ bytes, (size_t)len });
    return len;
}

static struct nes_err canonical(struct nes_arena *arena, xmlDoc *doc, struct view view, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 8 * NES_XML_MAX);
    xmlOutputBuffer *to = xmlOutputBufferCreateIO(write_part, NULL, &buf, NULL);
    int done;

    NES_ASSERT(to);
    done = xmlC14NExecute(doc, visible, &view, XML_C14N_1_0, NULL, 0, to);
    if (xmlOutputBufferClose(to) < 0 || done < 0) {
        return wrong("canonical form");
    }
    return nes_buf_done(&buf, out);
}

struct nes_err nes_xmlsig_read(struct nes_arena *arena, struct nes_str bytes, struct nes_xmlsig *out)
{
    static const char *const names[] = { "SignedInfo", "SignatureValue", "KeyInfo", NULL };
    NES_AUTO(close_doc) xmlDoc *doc = NULL;
    const xmlNode *child[3];
    xmlNode *signature;

    *out = (struct nes_xmlsig){ 0 };
    NES_TRY(parse(bytes, &doc));
    NES_TRY(find_signature(doc, &signature));
    NES_TRY(attribute(signature, NULL, NULL));
    NES_TRY(children(signature, names, child));
    NES_TRY(read_signed_info(arena, child[0], out));
    NES_TRY(octets(arena, child[1], &out->signature));
    NES_TRY(read_key(arena, child[2], out));
    NES_TRY(canonical(arena, doc, (struct view){ signature, false }, &out->document));
    return canonical(arena, doc, (struct view){ child[0], true }, &out->signed_info);
}
