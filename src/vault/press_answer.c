/* src/vault/press_answer.c: reads what the press answers. It saw foreign files, so nothing in it is believed. */
#include <string.h>

#include "vault/press.h"
#include "vault/vault_faults.h"

static struct nes_err fault_of(uint8_t status)
{
    if (status >= NES_PRESS_STATUSES) {
        return NES_FAIL(PRESS_FORM, "status");
    }
    switch ((enum nes_press_status)status) {
    case NES_PRESS_FINE:
        return NES_FINE;
    case NES_PRESS_IMAGE_KIND:
        return NES_FAIL(IMAGE_KIND, NULL);
    case NES_PRESS_IMAGE_BROKEN:
        return NES_FAIL(IMAGE_BROKEN, NULL);
    case NES_PRESS_IMAGE_LARGE:
        return NES_FAIL(IMAGE_LARGE, NULL);
    case NES_PRESS_XML_BROKEN:
        return NES_FAIL(XML_BROKEN, NULL);
    case NES_PRESS_XML_LARGE:
        return NES_FAIL(XML_LARGE, NULL);
    case NES_PRESS_XML_DTD:
        return NES_FAIL(XML_DTD, NULL);
    case NES_PRESS_SHEET_FORM:
        return NES_FAIL(SHEET_FORM, "press");
    case NES_PRESS_SHEET_LARGE:
        return NES_FAIL(SHEET_LARGE, NULL);
    case NES_PRESS_SHEET_LETTER:
        return NES_FAIL(SHEET_LETTER, NULL);
    case NES_PRESS_NO_JOB:
    case NES_PRESS_STATUSES:
        break;
    }
    return NES_FAIL(PRESS_FORM, "job");
}

static struct nes_err head(struct nes_wire *wire)
{
    uint8_t version = nes_wire_u8(wire), status = nes_wire_u8(wire);

    if (wire->bad || version != NES_PRESS_VERSION) {
        return NES_FAIL(PRESS_FORM, "version");
    }
    return fault_of(status);
}

struct nes_err nes_press_picture_of(struct nes_str answer, struct nes_picture *out)
{
    struct nes_wire wire = nes_wire_of(answer);
    struct nes_picture picture;

    NES_TRY(head(&wire));
    picture.width = nes_wire_u32(&wire);
    picture.height = nes_wire_u32(&wire);
    picture.png = nes_wire_text(&wire);
    if (!nes_wire_done(&wire) || picture.width == 0 || picture.width > NES_IMAGE_SIDE_MAX || picture.height == 0 ||
        picture.height > NES_IMAGE_SIDE_MAX || !nes_str_starts(picture.png, NES_STR("\x89PNG\r\n\x1a\n"))) {
        return NES_FAIL(PRESS_FORM, "image");
    }
    *out = picture;
    return NES_FINE;
}

struct nes_err nes_press_drawn_of(struct nes_str answer, struct nes_drawn *out)
{
    struct nes_wire wire = nes_wire_of(answer);
    struct nes_drawn drawn;

    NES_TRY(head(&wire));
    drawn.pages = nes_wire_u32(&wire);
    drawn.pdf = nes_wire_text(&wire);
    if (!nes_wire_done(&wire) || drawn.pages == 0 || !nes_str_starts(drawn.pdf, NES_STR("%PDF-"))) {
        return NES_FAIL(PRESS_FORM, "pdf");
    }
    *out = drawn;
    return NES_FINE;
}

struct nes_err nes_press_xmlsig_of(struct nes_str answer, struct nes_xmlsig_told *out)
{
    struct nes_wire wire = nes_wire_of(answer);
    struct nes_xmlsig sig;
    uint8_t read, hash, key, key_hash;

    NES_TRY(head(&wire));
    read = nes_wire_u8(&wire);
    if (read == 0) {
        *out = (struct nes_xmlsig_told){ .wrong = "document" };
        return nes_wire_done(&wire) ? NES_FINE : NES_FAIL(PRESS_FORM, "xmlsig");
    }
    sig.document = nes_wire_text(&wire);
    sig.signed_info = nes_wire_text(&wire);
    hash = nes_wire_u8(&wire);
    key = nes_wire_u8(&wire);
    key_hash = nes_wire_u8(&wire);
    sig.digest = nes_wire_text(&wire);
    sig.signature = nes_wire_text(&wire);
    sig.cert = nes_wire_text(&wire);
    if (!nes_wire_done(&wire) || read != 1 || hash == 0 || hash > NES_HASH_STREEBOG512 || key == 0 ||
        key > NES_KEY_GOST2015 || key_hash == 0 || key_hash > NES_HASH_STREEBOG512) {
        return NES_FAIL(PRESS_FORM, "xmlsig");
    }
    sig.hash = (enum nes_hash_kind)hash;
    sig.alg = (struct nes_sign_alg){ (enum nes_key_kind)key, (enum nes_hash_kind)key_hash };
    *out = (struct nes_xmlsig_told){ .read = true, .sig = sig };
    return NES_FINE;
}

/* An element while its children come: where the next child, attribute and text go. */
struct open {
    struct nes_xml *element;
    struct nes_xml *last_child;
    struct nes_xml_attribute *last_attribute;
    struct nes_buf text;
};

struct build {
    struct nes_arena *arena;
    struct open open[NES_XML_DEPTH_MAX + 1];
    size_t depth, nodes;
    struct nes_xml *root;
    bool bad;
};

static void open_element(struct build *build, struct nes_str name)
{
    struct nes_xml *element = NES_NEW(build->arena, struct nes_xml);
    struct open *parent = build->depth > 0 ? &build->open[build->depth - 1] : NULL;

    if ((!parent && build->root) || build->depth > NES_XML_DEPTH_MAX || name.len == 0) {
        build->bad = true;
        return;
    }
    element->name = name;
    if (!parent) {
        build->root = element;
    } else if (parent->last_child) {
        parent->last_child->next = element;
        parent->last_child = element;
    } else {
        parent->element->first = parent->last_child = element;
    }
    build->open[build->depth++] =
        (struct open){ .element = element, .text = nes_buf_begin(build->arena, NES_PRESS_FRAME_MAX) };
}

static void add_attribute(struct build *build, struct open *open, struct nes_str name)
{
    struct nes_xml_attribute *attribute = NES_NEW(build->arena, struct nes_xml_attribute);

    attribute->name = name;
    if (open->last_attribute) {
        open->last_attribute->next = attribute;
    } else {
        open->element->attribute = attribute;
    }
    open->last_attribute = attribute;
}

static void add_node(struct build *build, uint8_t kind, struct nes_str text)
{
    struct open *open = build->depth > 0 ? &build->open[build->depth - 1] : NULL;

    build->bad = build->bad || kind == 0 || kind >= NES_PRESS_NODES || (!open && kind != NES_PRESS_OPEN) ||
                 ++build->nodes > NES_XML_NODES_MAX + NES_XML_DEPTH_MAX;
    if (build->bad) {
        return;
    }
    switch ((enum nes_press_node)kind) {
    case NES_PRESS_OPEN:
        open_element(build, text);
        return;
    case NES_PRESS_ATTRIBUTE_NAME:
        add_attribute(build, open, text);
        return;
    case NES_PRESS_ATTRIBUTE_VALUE:
        build->bad = !open->last_attribute;
        if (open->last_attribute) {
            open->last_attribute->value = text;
        }
        return;
    case NES_PRESS_TEXT:
        nes_buf_add(&open->text, text);
        return;
    case NES_PRESS_CLOSE:
        open->element->text = (struct nes_str){ open->text.ptr, open->text.len };
        build->depth--;
        return;
    case NES_PRESS_NODES:
        break;
    }
    NES_BUG("a known kind of node");
}

struct nes_err nes_press_xml_of(struct nes_arena *arena, struct nes_str answer, const struct nes_xml **out)
{
    struct nes_wire wire = nes_wire_of(answer);
    struct build *build = NES_NEW(arena, struct build);

    NES_TRY(head(&wire));
    build->arena = arena;
    while (wire.rest.len > 0 && !wire.bad && !build->bad) {
        uint8_t kind = nes_wire_u8(&wire);

        add_node(build, kind, nes_wire_text(&wire));
    }
    if (wire.bad || build->bad || !build->root || build->depth > 0) {
        return NES_FAIL(PRESS_FORM, "xml");
    }
    *out = build->root;
    return NES_FINE;
}

const struct nes_xml *nes_xml_child(const struct nes_xml *element, const char *name)
{
    const struct nes_xml *child = element->first;

    while (child && !nes_str_is(child->name, name)) {
        child = child->next;
    }
    return child;
}

struct nes_str nes_xml_attribute_of(const struct nes_xml *element, const char *name)
{
    for (const struct nes_xml_attribute *at = element->attribute; at; at = at->next) {
        if (nes_str_is(at->name, name)) {
            return at->value;
        }
    }
    return (struct nes_str){ 0 };
}
