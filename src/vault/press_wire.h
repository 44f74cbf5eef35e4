/* src/vault/press_wire.h: the messages of the press, version 1. One job, one answer, one socket for both.
 *
 * job:     u8 version | u8 kind | u32 option | text input
 * answer:  u8 version | u8 status | fields of the kind
 *   IMAGE: u32 width | u32 height | text PNG
 *   DRAW:  u32 pages | text PDF (the input is a sheet, press_sheet.h)
 *   XMLSIG: u8 read; where 1: text document | text signed info | u8 hash | u8 key, u8 hash of the signature |
 *          text digest | text signature | text certificate (pki/xmlsig.h); where 0: nothing
 *   XML:   nodes in document order: u8 node kind | text (names as "local" or "{namespace}local")
 */
#pragma once
#include "vault/wire.h"

#define NES_PRESS_VERSION   1
#define NES_PRESS_INPUT_MAX (20u << 20)
#define NES_PRESS_FRAME_MAX (64u << 20)

enum nes_press_kind { NES_PRESS_IMAGE = 1, NES_PRESS_XML, NES_PRESS_DRAW, NES_PRESS_XMLSIG, NES_PRESS_KINDS };

/* Why a file is not accepted; FINE is an answer. */
enum nes_press_status {
    NES_PRESS_FINE,
    NES_PRESS_NO_JOB,        /* the message is no job of this version */
    NES_PRESS_IMAGE_KIND,
    NES_PRESS_IMAGE_BROKEN,
    NES_PRESS_IMAGE_LARGE,
    NES_PRESS_XML_BROKEN,
    NES_PRESS_XML_LARGE,
    NES_PRESS_XML_DTD,
    NES_PRESS_SHEET_FORM,
    NES_PRESS_SHEET_LARGE,
    NES_PRESS_SHEET_LETTER,
    NES_PRESS_STATUSES,
};

enum nes_press_node { NES_PRESS_OPEN = 1, NES_PRESS_ATTRIBUTE_NAME, NES_PRESS_ATTRIBUTE_VALUE, NES_PRESS_TEXT,
                      NES_PRESS_CLOSE, NES_PRESS_NODES };

#define NES_XML_DEPTH_MAX 64
#define NES_XML_NODES_MAX 200'000
#define NES_IMAGE_PIXELS_MAX 40'000'000
#define NES_IMAGE_SIDE_MAX   20'000

struct nes_press_job {
    enum nes_press_kind kind;
    uint32_t option;             /* IMAGE: the longest side wanted, 0 as it is; others: none */
    struct nes_str input;
};

void nes_press_write_job(struct nes_buf *buf, const struct nes_press_job *job);
bool nes_press_read_job(struct nes_str bytes, struct nes_press_job *out);
