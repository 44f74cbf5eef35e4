/* world/sign_xml.c: enveloped XML signatures as the authority's Java program writes them: its line breaks, and the
 * carriage returns that it leaves within base64. */
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <string.h>

#include "crypto/text.h"
#include "world/sign.h"

#define DSIG    "http://www.w3.org/2000/09/xmldsig#"
#define C14N    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define XML_MAX (16U << 20)
#define DECLARATION "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>"
#define HERE    "@"   /* stands for the signature until it is known; no base64 */

static void close_doc(xmlDoc **doc)
{
    xmlFreeDoc(*doc);
}

static xmlDoc *parse(struct nes_str text)
{
    if (text.len > XML_MAX || !nes_str_utf8(text) || memmem(text.ptr, text.len, "<!DOCTYPE", 9)) {
        return NULL;
    }
    return xmlReadMemory(text.ptr, (int)text.len, NULL, "UTF-8",
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static const xmlNode *after(const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE && node->children) {
        return node->children;
    }
    while (node && node->type != XML_DOCUMENT_NODE && !node->next) {
        node = node->parent;
    }
    return !node || node->type == XML_DOCUMENT_NODE ? NULL : node->next;
}

/* No comment, no signature yet, nothing behind the root. */
static bool fit_to_sign(const xmlDoc *doc)
{
    const xmlNode *root = xmlDocGetRootElement(doc);

    for (const xmlNode *node = doc->children; node; node = after(node)) {
        bool signature = node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
                         strcmp((const char *)node->ns->href, DSIG) == 0;

        if (node->type == XML_COMMENT_NODE || signature) {
            return false;
        }
    }
    return root && !root->next;
}

struct view {
    const xmlNode *top;
};

static int within(void *self, xmlNodePtr node, xmlNodePtr parent)
{
    const struct view *view = self;
    const xmlNode *at = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;

    while (at && at != view->top) {
        at = at->parent;
    }
    return at != NULL;
}

static int put_part(void *self, const char *bytes, int len)
{
    nes_buf_add(self, (struct nes_str){ bytes, (size_t)len });
    return len;
}

/* The canonical form of all, or of what is below view.top. */
static struct nes_str canonical(struct nes_arena *arena, xmlDoc *doc, struct view view)
{
    struct nes_buf buf = nes_buf_begin(arena, 8 * XML_MAX);
    xmlOutputBuffer *to = xmlOutputBufferCreateIO(put_part, NULL, &buf, NULL);
    struct nes_str out;

    NES_ASSERT(to && xmlC14NExecute(doc, view.top ? within : NULL, &view, XML_C14N_1_0, NULL, 0, to) >= 0 &&
               xmlOutputBufferClose(to) >= 0 && !nes_buf_done(&buf, &out).what);
    return out;
}

/* In lines of 76 characters, with the carriage returns of Java between them. */
static void put_base64(struct nes_arena *arena, struct nes_buf *buf, struct nes_str bytes)
{
    struct nes_str text = nes_base64_write(arena, NES_BASE64_STD, bytes);

    for (size_t at = 0; at < text.len; at += 76) {
        nes_buf_addz(buf, at > 0 ? "&#13;\n" : "");
        nes_buf_add(buf, nes_str_part(text, at, 76));
    }
}

static struct nes_str signature_text(struct nes_arena *arena, const struct nes_signing_person *by,
                                    struct nes_str digest)
{
    const struct nes_signing_names *names = nes_signing_names(by->key.kind);
    struct nes_buf buf = nes_buf_begin(arena, 65'536);
    struct nes_str text;

    nes_buf_addz(&buf, "<ds:Signature xmlns:ds=\"" DSIG "\">\n<ds:SignedInfo>\n"
                       "<ds:CanonicalizationMethod Algorithm=\"" C14N "\"/>\n<ds:SignatureMethod Algorithm=\"");
    nes_buf_addz(&buf, names->xml_sign);
    nes_buf_addz(&buf, "\"/>\n<ds:Reference URI=\"\">\n<ds:Transforms>\n"
                       "<ds:Transform Algorithm=\"" DSIG "enveloped-signature\"/>\n"
                       "<ds:Transform Algorithm=\"" C14N "#WithComments\"/>\n</ds:Transforms>\n"
                       "<ds:DigestMethod Algorithm=\"");
    nes_buf_addz(&buf, names->xml_digest);
    nes_buf_addz(&buf, "\"/>\n<ds:DigestValue>");
    put_base64(arena, &buf, digest);
    nes_buf_addz(&buf, "</ds:DigestValue>\n</ds:Reference>\n</ds:SignedInfo>\n<ds:SignatureValue>\n" HERE
                       "\n</ds:SignatureValue>\n<ds:KeyInfo>\n<ds:X509Data>\n<ds:X509Certificate>\n");
    put_base64(arena, &buf, by->certificate);
    nes_buf_addz(&buf, "\n</ds:X509Certificate>\n</ds:X509Data>\n</ds:KeyInfo>\n</ds:Signature>");
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

/* `whole` with `part` instead of the `len` octets at `at`. */
static struct nes_str spliced(struct nes_arena *arena, struct nes_str whole, struct nes_str part, struct nes_str cut)
{
    size_t at = (size_t)(cut.ptr - whole.ptr);

    return nes_asn_join(
        arena, (const struct nes_str[]){ nes_str_part(whole, 0, at), part, nes_str_from(whole, at + cut.len) }, 3);
}

static const xmlNode *signed_info(const xmlDoc *doc)
{
    const xmlNode *node = xmlDocGetRootElement(doc)->last;

    for (node = node->children; node && strcmp((const char *)node->name, "SignedInfo") != 0; node = node->next) {
    }
    NES_ASSERT(node);
    return node;
}

bool nes_sign_xml(struct nes_arena *arena, const struct nes_signing_person *by, struct nes_str document,
                  struct nes_str *out)
{
    NES_AUTO(close_doc) xmlDoc *doc = parse(document);
    NES_AUTO(close_doc) xmlDoc *whole = NULL;
    struct nes_str text, signature;
    struct nes_buf value = nes_buf_begin(arena, 4096);
    size_t end;
    const char *here;

    if (document.len > XML_MAX / 4 || !doc || !fit_to_sign(doc)) {
        return false;
    }
    text = canonical(arena, doc, (struct view){ NULL });
    for (end = text.len - 1; text.ptr[end] != '<'; end--) {
    }
    signature = signature_text(arena, by, nes_signing_digest(arena, by->key.kind, text));
    text = spliced(arena, text, signature, (struct nes_str){ text.ptr + end, 0 });
    whole = parse(text);
    NES_ASSERT(whole);
    signature = canonical(arena, whole, (struct view){ signed_info(whole) });
    signature = nes_signing_sign(arena, &by->key, nes_signing_digest(arena, by->key.kind, signature));
    put_base64(arena, &value, signature);
    here = memmem(text.ptr + end, text.len - end, "\n" HERE "\n", 3);
    NES_ASSERT(here && !nes_buf_done(&value, &signature).what);
    text = spliced(arena, text, signature, (struct nes_str){ here + 1, 1 });
    *out = nes_asn_join(arena, (const struct nes_str[]){ NES_STR(DECLARATION), text }, 2);
    return true;
}
