/* world/page.h: the pages of the outside world: plain HTML without scripts, one style. */
#pragma once
#include "world/world.h"

/* Begins a page with its title; what follows is HTML of ours and texts by nes_page_text. */
struct nes_buf nes_page_begin(struct nes_req *req, const char *title);
/* Text of HTML and of XML. */
void nes_page_text(struct nes_buf *buf, struct nes_str text);
void nes_page_element(struct nes_buf *buf, const char *name, struct nes_str text); /* <name>text</name> */
struct nes_err nes_page_end(struct nes_reply *reply, struct nes_buf *buf);
