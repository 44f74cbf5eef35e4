#include "world/page.h"

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:46rem;padding:0 1rem;background:#eef1f0;"
    "color:#17211f}"
    "h1{font-size:1.2rem}"
    "li{list-style:none;background:#fff;border-radius:.8rem;padding:.8rem 1rem;margin:.6rem 0}"
    "ul{padding:0}"
    "table{border-collapse:collapse;background:#fff}"
    "td,th{padding:.3rem .6rem;border-bottom:1px solid #dde3e1;text-align:left;vertical-align:middle}"
    "time{display:block;color:#5b6b67;font-size:.85rem}"
    "button,input{font:inherit;padding:.4rem .8rem}"
    "a{color:#0b5a4e}";

void nes_page_text(struct nes_buf *buf, struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '<':
            nes_buf_addz(buf, "&lt;");
            break;
        case '&':
            nes_buf_addz(buf, "&amp;");
            break;
        case '"':
            nes_buf_addz(buf, "&quot;");
            break;
        default:
            nes_buf_byte(buf, text.ptr[i]);
        }
    }
}

void nes_page_element(struct nes_buf *buf, const char *name, struct nes_str text)
{
    nes_buf_byte(buf, '<');
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, '>');
    nes_page_text(buf, text);
    nes_buf_addz(buf, "</");
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, '>');
}

struct nes_buf nes_page_begin(struct nes_req *req, const char *title)
{
    struct nes_buf buf = nes_buf_begin(req->arena, 400'000);

    nes_buf_addz(&buf, "<!doctype html><html lang=\"ru\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
                       "content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/page.css\"><title>");
    nes_buf_addz(&buf, title);
    nes_buf_addz(&buf, "</title><h1>");
    nes_buf_addz(&buf, title);
    nes_buf_addz(&buf, "</h1>");
    return buf;
}

struct nes_err nes_page_end(struct nes_reply *reply, struct nes_buf *buf)
{
    struct nes_str html;

    nes_buf_addz(buf, "</html>");
    NES_TRY(nes_buf_done(buf, &html));
    return nes_reply_bytes(reply, html, (struct nes_str){ 0 });
}

static struct nes_err style_show(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    return nes_reply_bytes(reply, (struct nes_str){ style, sizeof(style) - 1 }, (struct nes_str){ 0 });
}

static const struct nes_route routes[] = {
    { NES_GET, "/page.css", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "text/css",
      .prepare = style_show, .rules = "-", .doc = "How the pages look." },
};
const struct nes_resource nes_world_page_resource = NES_RESOURCE("page", routes);
