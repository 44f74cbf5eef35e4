/* src/vault/press_xml.c: XML into a plain list of nodes. No document types, no entities but the five, no files, no
 * network; comments and processing instructions are dropped. */
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <limits.h>
#include <string.h>

#include "vault/press_serve.h"

struct walk {
    xmlTextReaderPtr reader;
    struct nes_buf *answer;
    size_t nodes, depth;
};

static void silent(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

static void reader_done(xmlTextReaderPtr *reader)
{
    xmlFreeTextReader(*reader);
}

static void add(struct walk *walk, enum nes_press_node kind, const char *text)
{
    nes_wire_add_u8(walk->answer, (uint8_t)kind);
    nes_wire_add_text(walk->answer, nes_str_of(text));
    walk->nodes++;
}

/* "local", or "{namespace}local". */
static void add_name(struct walk *walk, enum nes_press_node kind)
{
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(walk->reader);
    const char *local = (const char *)xmlTextReaderConstLocalName(walk->reader);
    size_t len = strlen(local) + (space ? strlen(space) + 2 : 0);

    nes_wire_add_u8(walk->answer, (uint8_t)kind);
    nes_wire_add_u32(walk->answer, (uint32_t)len);
    if (space) {
        nes_buf_byte(walk->answer, '{');
        nes_buf_addz(walk->answer, space);
        nes_buf_byte(walk->answer, '}');
    }
    nes_buf_addz(walk->answer, local);
    walk->nodes++;
}

static void add_element(struct walk *walk)
{
    bool empty = xmlTextReaderIsEmptyElement(walk->reader) == 1;

    add_name(walk, NES_PRESS_OPEN);
    walk->depth++;
    while (xmlTextReaderMoveToNextAttribute(walk->reader) == 1) {
        if (xmlTextReaderIsNamespaceDecl(walk->reader) == 1) {
            continue;
        }
        add_name(walk, NES_PRESS_ATTRIBUTE_NAME);
        add(walk, NES_PRESS_ATTRIBUTE_VALUE, (const char *)xmlTextReaderConstValue(walk->reader));
    }
    if (empty) {
        add(walk, NES_PRESS_CLOSE, NULL);
        walk->depth--;
    }
}

static enum nes_press_status add_node(struct walk *walk)
{
    switch (xmlTextReaderNodeType(walk->reader)) {
    case XML_READER_TYPE_ELEMENT:
        add_element(walk);
        break;
    case XML_READER_TYPE_END_ELEMENT:
        add(walk, NES_PRESS_CLOSE, NULL);
        walk->depth--;
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        add(walk, NES_PRESS_TEXT, (const char *)xmlTextReaderConstValue(walk->reader));
        break;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY:
    case XML_READER_TYPE_ENTITY_REFERENCE:
    case XML_READER_TYPE_NOTATION:
        return NES_PRESS_XML_DTD;
    default: /* comments, instructions, the declaration */
        break;
    }
    return walk->depth > NES_XML_DEPTH_MAX || walk->nodes > NES_XML_NODES_MAX || walk->answer->full
               ? NES_PRESS_XML_LARGE
               : NES_PRESS_FINE;
}

enum nes_press_status nes_press_xml(struct nes_press_work *work, struct nes_buf *answer)
{
    NES_AUTO(reader_done) xmlTextReaderPtr reader = NULL;
    struct walk walk = { .answer = answer };
    enum nes_press_status status = NES_PRESS_FINE;
    int more;

    xmlSetGenericErrorFunc(NULL, silent);
    if (work->job.input.len > INT_MAX) {
        return NES_PRESS_XML_LARGE;
    }
    reader = xmlReaderForMemory(work->job.input.ptr, (int)work->job.input.len, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    if (!reader) {
        return NES_PRESS_XML_BROKEN;
    }
    walk.reader = reader;
    while (status == NES_PRESS_FINE && (more = xmlTextReaderRead(reader)) != 0) {
        if (more < 0) {
            return NES_PRESS_XML_BROKEN;
        }
        status = add_node(&walk);
    }
    return status;
}
