/* world/face.c: draws the faces: a light background, hair, a closed mouth, a collar whose colour is the number. */
#include <png.h>
#include <string.h>

#include "world/person.h"

#define WIDE 240
#define HIGH 320

struct colour {
    uint8_t r, g, b;
};
struct oval {
    int x, y, a, b; /* centre and half axes */
};

static void fill(uint8_t *pixels, struct oval oval, struct colour colour)
{
    for (int y = oval.y - oval.b; y <= oval.y + oval.b; y++) {
        for (int x = oval.x - oval.a; x <= oval.x + oval.a; x++) {
            int64_t dx = x - oval.x, dy = y - oval.y, a = oval.a, b = oval.b;

            if (x >= 0 && x < WIDE && y >= 0 && y < HIGH && dx * dx * b * b + dy * dy * a * a <= a * a * b * b) {
                memcpy(pixels + 3 * (y * WIDE + x), &colour, 3);
            }
        }
    }
}

static void draw(uint8_t *pixels, int n)
{
    const struct colour skin = { (uint8_t)(196 + n % 7 * 8), (uint8_t)(142 + n % 7 * 10), (uint8_t)(108 + n % 7 * 11) };
    const struct colour hair = { (uint8_t)(25 + n % 4 * 35), (uint8_t)(20 + n % 4 * 22), (uint8_t)(20 + n % 3 * 12) };
    const struct colour collar = { (uint8_t)(40 + n % 16 * 8), (uint8_t)(60 + n / 16 * 8), 140 };
    const struct colour white = { 250, 250, 250 }, dark = { 45, 35, 35 }, lips = { 165, 85, 85 };
    const int wide = 52 + n % 11, high = 70 + n % 9, apart = 20 + n % 6, eyes = 140 + n % 5;

    memset(pixels, 236, (size_t)3 * WIDE * HIGH);
    fill(pixels, (struct oval){ 120, 335, 105, 90 }, collar);
    fill(pixels, (struct oval){ 120, 235, 24, 40 }, skin);
    fill(pixels, (struct oval){ 120, 135, wide + 10, high + 14 + n % 13 }, hair);
    fill(pixels, (struct oval){ 120, 155, wide, high }, skin);
    for (int side = -1; side <= 1; side += 2) {
        fill(pixels, (struct oval){ 120 + side * apart, eyes, 9, 5 }, white);
        fill(pixels, (struct oval){ 120 + side * apart, eyes, 4, 4 }, dark);
        fill(pixels, (struct oval){ 120 + side * apart, eyes - 12 - n % 3, 11, 2 }, hair);
    }
    fill(pixels, (struct oval){ 120, 165, 4 + n % 3, 12 }, dark);
    fill(pixels, (struct oval){ 120, 163, 4 + n % 3, 12 }, skin);
    fill(pixels, (struct oval){ 120, 196, 14 + n % 7, 2 + n % 2 }, lips);
}

struct nes_str nes_world_face(struct nes_arena *arena, const struct nes_world_person *person)
{
    uint8_t *pixels = nes_arena_take(arena, (size_t)3 * WIDE * HIGH);
    png_image image = { .version = PNG_IMAGE_VERSION, .width = WIDE, .height = HIGH, .format = PNG_FORMAT_RGB };
    png_alloc_size_t len = 0;
    char *bytes;

    draw(pixels, person->number);
    NES_ASSERT(png_image_write_to_memory(&image, NULL, &len, 0, pixels, 0, NULL));
    bytes = nes_arena_take(arena, len);
    NES_ASSERT(png_image_write_to_memory(&image, bytes, &len, 0, pixels, 0, NULL));
    return (struct nes_str){ bytes, len };
}

const struct nes_world_person *nes_world_seen(struct nes_arena *arena, const struct nes_world_people *people,
                                              struct nes_str png)
{
    for (size_t i = 0; i < NES_PEOPLE; i++) {
        struct nes_arena_mark mark = nes_arena_mark(arena);
        bool same = nes_str_eq(nes_world_face(arena, &people->person[i]), png);

        nes_arena_rewind(arena, mark);
        if (same) {
            return &people->person[i];
        }
    }
    return NULL;
}
