/* src/vault/press.h: has foreign files opened, and documents drawn, by the press. Thread-safe; a few jobs at once,
 * others wait their turn. A hostile file kills its job and nothing else. */
#pragma once
#include "pki/xmlsig.h"
#include "vault/child.h"
#include "vault/press_wire.h"

struct nes_press;

struct nes_press_options {
    const char *program;         /* NULL: /proc/self/exe */
    struct nes_clock clock;
    const struct nes_log *log;   /* may be NULL */
    int64_t wait_us;             /* for one job; 0: 25 s */
    unsigned at_once;            /* 0: 2 */
};
/* HELPER_DOWN. The caller ends it. */
struct nes_err nes_press_begin(const struct nes_press_options *options, struct nes_press **out);
void nes_press_end(struct nes_press **press);

/* A picture of nothing but pixels: PNG, 8 bits RGB, upright, transparent places white. */
struct nes_picture {
    uint32_t width, height;
    struct nes_str png;
};

/* `side_max`: the picture is made smaller by a whole number until no side is longer; 0: as it is. In the arena.
 * IMAGE_KIND, IMAGE_BROKEN, IMAGE_LARGE, PRESS_DIED, PRESS_SLOW, HELPER_DOWN. */
struct nes_err nes_press_read_image(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                    uint32_t side_max, struct nes_picture *out);

/* An element: its name is "local" or "{namespace}local", its text that of all text directly in it. */
struct nes_xml {
    struct nes_str name, text;
    const struct nes_xml_attribute *attribute;
    const struct nes_xml *first, *next; /* child, sibling */
};
struct nes_xml_attribute {
    struct nes_str name, value;
    const struct nes_xml_attribute *next;
};

/* XML_BROKEN, XML_LARGE, XML_DTD, PRESS_DIED, PRESS_SLOW, HELPER_DOWN. In the arena. */
struct nes_err nes_press_read_xml(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                  const struct nes_xml **out);
/* The first child of that name, or NULL; the attribute's value, or empty text. */
const struct nes_xml *nes_xml_child(const struct nes_xml *element, const char *name);
struct nes_str nes_xml_attribute_of(const struct nes_xml *element, const char *name);

/* A signed XML document of anybody, read as pki/xmlsig.h tells; nothing is verified here. A document that is no such
 * one is an answer, too (`read` is false). In the arena. PRESS_DIED, PRESS_SLOW, HELPER_DOWN, DOCUMENT_LARGE. */
struct nes_err nes_press_read_xmlsig(struct nes_press *press, struct nes_arena *arena, struct nes_str file,
                                     struct nes_xmlsig_told *out);

/* A document drawn. */
struct nes_drawn {
    uint32_t pages;
    struct nes_str pdf;
};

/* Draws a sheet (press_sheet.h) as PDF; the same sheet gives the same bytes. In the arena. SHEET_FORM, SHEET_LARGE,
 * SHEET_LETTER, PRESS_DIED, PRESS_SLOW, HELPER_DOWN. */
struct nes_err nes_press_draw_sheet(struct nes_press *press, struct nes_arena *arena, struct nes_str sheet,
                                    struct nes_drawn *out);

/* Answers of the press as they are read: for tests and the fuzzer. */
struct nes_err nes_press_drawn_of(struct nes_str answer, struct nes_drawn *out);
struct nes_err nes_press_picture_of(struct nes_str answer, struct nes_picture *out);
struct nes_err nes_press_xmlsig_of(struct nes_str answer, struct nes_xmlsig_told *out);
struct nes_err nes_press_xml_of(struct nes_arena *arena, struct nes_str answer, const struct nes_xml **out);
