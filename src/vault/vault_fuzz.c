/* src/vault/vault_fuzz.c: any bytes as each message between the server and its two processes, and as a foreign file. */
#include <string.h>

#include "vault/keeper_serve.h"
#include "vault/press.h"
#include "vault/press_serve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void as_request(struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_keys keys = { .masters = 1 };
    struct nes_buf buf = nes_buf_begin(arena, NES_KEEPER_FRAME_MAX);
    struct nes_keeper_message message;
    struct nes_str reply;

    if (nes_keeper_read_request(arena, bytes, &message)) {
        nes_keeper_fulfil(crypto, &keys, arena, &message);
        nes_keeper_write_reply(&buf, &message);
        NES_ASSERT(!nes_buf_done(&buf, &reply).what);
        NES_ASSERT(nes_keeper_read_reply(reply, &message));
    }
}

static void as_answers(struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_keeper_item items[3] = { { .op = NES_KEEPER_PUBLIC } };
    struct nes_keeper_message message = { NES_PURPOSE_CHECK, { { 0 } }, items, NES_LEN(items) };
    struct nes_picture picture;
    const struct nes_xml *root;
    struct nes_xmlsig_told told;

    (void)nes_keeper_read_reply(bytes, &message);
    (void)!nes_press_picture_of(bytes, &picture).what;
    (void)!nes_press_xml_of(arena, bytes, &root).what;
    (void)!nes_press_xmlsig_of(bytes, &told).what;
}

/* XML in this process; images are refused by ending the process, so they are left to the boxed children. */
static void as_xml(struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_press_work work = { .socket = -1, .arena = arena, .job = { NES_PRESS_XML, 0, bytes } };
    struct nes_buf head = nes_buf_begin(arena, NES_PRESS_FRAME_MAX), fields = head;
    const struct nes_xml *root;
    struct nes_str answer;

    if (nes_press_xml(&work, &fields) != NES_PRESS_FINE) {
        return;
    }
    nes_wire_add_u8(&head, NES_PRESS_VERSION);
    nes_wire_add_u8(&head, NES_PRESS_FINE);
    nes_buf_add(&head, (struct nes_str){ fields.ptr, fields.len });
    NES_ASSERT(!nes_buf_done(&head, &answer).what);
    NES_ASSERT(!nes_press_xml_of(arena, answer, &root).what); /* what the press writes, the server reads */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct nes_crypto *crypto; /* the fuzzer's own, for speed */
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str bytes = { (const char *)data, size };
    struct nes_press_job job;

    if (!crypto) {
        NES_ASSERT(!nes_crypto_begin(nes_rand_real(), &crypto).what);
    }
    as_request(crypto, arena, bytes);
    as_answers(arena, bytes);
    (void)nes_press_read_job(bytes, &job);
    as_xml(arena, bytes);
    return 0;
}
