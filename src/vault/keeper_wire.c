#include "vault/keeper_wire.h"

#define ITEM_HEAD (1 + 16 + 4 + 4 + 4)

size_t nes_keeper_item_bytes(const struct nes_keeper_item *item)
{
    return ITEM_HEAD + item->wrapped.len + item->label.len + item->data.len + 128; /* an answer is at most 128 longer */
}

void nes_keeper_write_request(struct nes_buf *buf, const struct nes_keeper_message *message)
{
    NES_ASSERT(message->items <= NES_KEEPER_ITEMS_MAX);
    nes_wire_add_u8(buf, NES_KEEPER_VERSION);
    nes_wire_add_u8(buf, (uint8_t)message->purpose);
    nes_wire_add_id(buf, message->person);
    nes_wire_add_u16(buf, (uint16_t)message->items);
    for (size_t i = 0; i < message->items; i++) {
        const struct nes_keeper_item *item = &message->item[i];

        nes_wire_add_u8(buf, (uint8_t)item->op);
        nes_wire_add_id(buf, item->owner);
        nes_wire_add_text(buf, item->wrapped);
        nes_wire_add_text(buf, item->label);
        nes_wire_add_text(buf, item->data);
    }
}

bool nes_keeper_read_request(struct nes_arena *arena, struct nes_str bytes, struct nes_keeper_message *out)
{
    struct nes_wire wire = nes_wire_of(bytes);
    uint8_t version = nes_wire_u8(&wire), purpose = nes_wire_u8(&wire);

    *out = (struct nes_keeper_message){ 0 };
    out->person = nes_wire_id(&wire);
    out->items = nes_wire_u16(&wire);
    if (wire.bad || version != NES_KEEPER_VERSION || purpose == NES_PURPOSE_NONE || purpose >= NES_PURPOSES ||
        out->items > NES_KEEPER_ITEMS_MAX || out->items > wire.rest.len / ITEM_HEAD) {
        return false;
    }
    out->purpose = (enum nes_purpose)purpose;
    out->item = NES_NEW_MANY(arena, struct nes_keeper_item, out->items);
    for (size_t i = 0; i < out->items; i++) {
        uint8_t op = nes_wire_u8(&wire);

        if (op == 0 || op >= NES_KEEPER_OPS) {
            return false;
        }
        out->item[i].op = (enum nes_keeper_op)op;
        out->item[i].owner = nes_wire_id(&wire);
        out->item[i].wrapped = nes_wire_text(&wire);
        out->item[i].label = nes_wire_text(&wire);
        out->item[i].data = nes_wire_text(&wire);
    }
    return nes_wire_done(&wire);
}

void nes_keeper_write_reply(struct nes_buf *buf, const struct nes_keeper_message *message)
{
    nes_wire_add_u8(buf, NES_KEEPER_VERSION);
    nes_wire_add_u16(buf, (uint16_t)message->items);
    for (size_t i = 0; i < message->items; i++) {
        nes_wire_add_u8(buf, (uint8_t)message->item[i].status);
        nes_wire_add_text(buf, message->item[i].answer);
    }
}

bool nes_keeper_read_reply(struct nes_str bytes, const struct nes_keeper_message *message)
{
    struct nes_wire wire = nes_wire_of(bytes);

    if (nes_wire_u8(&wire) != NES_KEEPER_VERSION || nes_wire_u16(&wire) != message->items) {
        return false;
    }
    for (size_t i = 0; i < message->items; i++) {
        uint8_t status = nes_wire_u8(&wire);

        message->item[i].status = (enum nes_keeper_status)status;
        message->item[i].answer = nes_wire_text(&wire);
        if (status >= NES_KEEPER_STATUSES) {
            return false;
        }
    }
    return nes_wire_done(&wire);
}
