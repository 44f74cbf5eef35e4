#include "identity/eds.h"

#define TEXT_MAX 16'384

static const char *const words[] = {
    [NES_EDS_ASKING] = "asking", [NES_EDS_PASSED] = "passed", [NES_EDS_FAILED] = "failed",
};

const char *nes_eds_word(enum nes_eds_state state)
{
    NES_ASSERT(state >= NES_EDS_ASKING && state <= NES_EDS_FAILED);
    return words[state];
}

enum nes_eds_state nes_eds_state_of(struct nes_str word)
{
    return (enum nes_eds_state)nes_str_place(words, NES_LEN(words), word);
}

struct line {
    const char *name;
    struct nes_str value;
};
#define LINES 6

static void lines_of(struct nes_arena *arena, const struct nes_confirmation *confirmation, struct line out[LINES])
{
    out[0] = (struct line){ "confirmation", nes_id_str(arena, confirmation->id.id) };
    out[1] = (struct line){ "operation", nes_str_of(nes_op_word(confirmation->op)) };
    out[2] = (struct line){ "object", nes_id_str(arena, confirmation->object) };
    out[3] = (struct line){ "content", nes_str_hex(arena, confirmation->what.b, sizeof(confirmation->what.b)) };
    out[4] = (struct line){ "kk", nes_confirmation_say(arena, NES_LANG_KK, confirmation) };
    out[5] = (struct line){ "ru", nes_confirmation_say(arena, NES_LANG_RU, confirmation) };
}

struct nes_str nes_eds_text(struct nes_arena *arena, const struct nes_confirmation *confirmation)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct line line[LINES];

    lines_of(arena, confirmation, line);
    nes_buf_addz(&buf, "nesie confirmation 1\n");
    for (size_t i = 0; i < LINES; i++) {
        nes_buf_addz(&buf, line[i].name);
        nes_buf_addz(&buf, ": ");
        nes_buf_add(&buf, line[i].value);
        nes_buf_byte(&buf, '\n');
    }
    NES_ASSERT(!buf.full);
    return (struct nes_str){ buf.ptr, buf.len };
}

/* As canonical XML writes text: what a signer's program puts out is compared with this octet by octet. */
static void add_escaped(struct nes_buf *buf, struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            nes_buf_addz(buf, "&amp;");
            break;
        case '<':
            nes_buf_addz(buf, "&lt;");
            break;
        case '>':
            nes_buf_addz(buf, "&gt;");
            break;
        case '\r':
            nes_buf_addz(buf, "&#xD;");
            break;
        default:
            nes_buf_byte(buf, text.ptr[i]);
        }
    }
}

struct nes_str nes_eds_xml(struct nes_arena *arena, const struct nes_confirmation *confirmation)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct line line[LINES];

    lines_of(arena, confirmation, line);
    nes_buf_addz(&buf, "<nesie version=\"1\">");
    for (size_t i = 0; i < LINES; i++) {
        nes_buf_byte(&buf, '<');
        nes_buf_addz(&buf, line[i].name);
        nes_buf_byte(&buf, '>');
        add_escaped(&buf, line[i].value);
        nes_buf_addz(&buf, "</");
        nes_buf_addz(&buf, line[i].name);
        nes_buf_byte(&buf, '>');
    }
    nes_buf_addz(&buf, "</nesie>");
    NES_ASSERT(!buf.full);
    return (struct nes_str){ buf.ptr, buf.len };
}
