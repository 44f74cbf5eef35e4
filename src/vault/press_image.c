/* src/vault/press_image.c: PNG and JPEG in, clean pixels out as PNG: no metadata, no tail, nothing but what is seen. */
#include <png.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "vault/press_serve.h"

struct pixels {
    uint8_t *rgb;
    uint32_t width, height;
};

static bool fits(uint64_t width, uint64_t height)
{
    return width > 0 && height > 0 && width <= NES_IMAGE_SIDE_MAX && height <= NES_IMAGE_SIDE_MAX &&
           width * height <= NES_IMAGE_PIXELS_MAX;
}

static enum nes_press_status read_png(struct nes_press_work *work, struct pixels *out)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    png_color white = { 255, 255, 255 };

    if (!png_image_begin_read_from_memory(&image, work->job.input.ptr, work->job.input.len)) {
        return NES_PRESS_IMAGE_BROKEN;
    }
    if (!fits(image.width, image.height)) {
        png_image_free(&image);
        return NES_PRESS_IMAGE_LARGE;
    }
    image.format = PNG_FORMAT_RGB;
    *out = (struct pixels){ nes_arena_take(work->arena, PNG_IMAGE_SIZE(image)), image.width, image.height };
    if (!png_image_finish_read(&image, &white, out->rgb, 0, NULL)) {
        png_image_free(&image);
        return NES_PRESS_IMAGE_BROKEN;
    }
    return NES_PRESS_FINE;
}

/* The library expects that this does not return. */
static void jpeg_refuse(j_common_ptr info)
{
    nes_press_refuse(info->client_data, NES_PRESS_IMAGE_BROKEN);
}

/* A warning is damage that the library would paint over: a document must not be guessed. */
static void jpeg_warn(j_common_ptr info, int level)
{
    if (level < 0) {
        jpeg_refuse(info);
    }
}

/* How a camera was held: the number of the EXIF tag 0x0112, 1 (upright) where there is none. */
static int orientation(const struct jpeg_decompress_struct *info)
{
    const struct jpeg_marker_struct *marker = info->marker_list;
    const uint8_t *tiff;
    size_t len, at, entries;
    bool big;

    while (marker && (marker->marker != JPEG_APP0 + 1 || marker->data_length < 20 ||
                      memcmp(marker->data, "Exif\0\0", 6) != 0)) {
        marker = marker->next;
    }
    if (!marker) {
        return 1;
    }
    tiff = marker->data + 6;
    len = marker->data_length - 6;
    big = tiff[0] == 'M';
#define U16(p) (big ? (size_t)((p)[0] << 8 | (p)[1]) : (size_t)((p)[1] << 8 | (p)[0]))
    at = big ? U16(tiff + 6) : U16(tiff + 4); /* the low half: tables far away are not looked for */
    if (at + 2 > len) {
        return 1;
    }
    entries = U16(tiff + at);
    for (at += 2; entries > 0 && at + 12 <= len; entries--, at += 12) {
        if (U16(tiff + at) == 0x0112) {
            return (int)U16(tiff + at + 8);
        }
    }
#undef U16
    return 1;
}

/* Turned upright, so that a face is where people look for it. */
static void turn(struct nes_arena *arena, int how, struct pixels *pixels)
{
    bool across = how >= 5;
    uint32_t width = across ? pixels->height : pixels->width, height = across ? pixels->width : pixels->height;
    uint8_t *turned;

    if (how < 2 || how > 8) {
        return;
    }
    turned = nes_arena_take(arena, (size_t)width * height * 3);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            uint32_t from_x = across ? y : x, from_y = across ? x : y;

            from_x = how == 2 || how == 3 || how == 7 || how == 8 ? pixels->width - 1 - from_x : from_x;
            from_y = how == 3 || how == 4 || how == 6 || how == 7 ? pixels->height - 1 - from_y : from_y;
            memcpy(turned + ((size_t)y * width + x) * 3,
                   pixels->rgb + ((size_t)from_y * pixels->width + from_x) * 3, 3);
        }
    }
    *pixels = (struct pixels){ turned, width, height };
}

static enum nes_press_status read_jpeg(struct nes_press_work *work, struct pixels *out)
{
    struct jpeg_decompress_struct info = { .client_data = work };
    struct jpeg_error_mgr errors;
    int how;

    info.err = jpeg_std_error(&errors);
    errors.error_exit = jpeg_refuse;
    errors.emit_message = jpeg_warn;
    jpeg_create_decompress(&info);
    info.client_data = work;
    jpeg_mem_src(&info, (const unsigned char *)work->job.input.ptr, work->job.input.len);
    jpeg_save_markers(&info, JPEG_APP0 + 1, 0xffff);
    (void)jpeg_read_header(&info, TRUE);
    if (!fits(info.image_width, info.image_height)) {
        jpeg_destroy_decompress(&info);
        return NES_PRESS_IMAGE_LARGE;
    }
    how = orientation(&info);
    info.out_color_space = JCS_RGB;
    (void)jpeg_start_decompress(&info);
    *out = (struct pixels){ nes_arena_take(work->arena, (size_t)info.output_width * info.output_height * 3),
                            info.output_width, info.output_height };
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = out->rgb + (size_t)info.output_scanline * info.output_width * 3;

        (void)jpeg_read_scanlines(&info, &row, 1);
    }
    (void)jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    turn(work->arena, how, out);
    return NES_PRESS_FINE;
}

/* The mean of each block of `by` × `by` pixels; what does not fill a block at the right and lower edge is left out. */
static void shrink(struct pixels *pixels, uint32_t by)
{
    uint32_t width = pixels->width / by, height = pixels->height / by, block = by * by;

    NES_ASSERT(block > 0);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width * 3; x++) {
            uint32_t sum = 0;

            for (uint32_t i = 0; i < block; i++) {
                size_t from_x = (size_t)(x / 3) * by + i % by, from_y = (size_t)y * by + i / by;

                sum += pixels->rgb[(from_y * pixels->width + from_x) * 3 + x % 3];
            }
            pixels->rgb[(size_t)y * width * 3 + x] = (uint8_t)((sum + block / 2) / block);
        }
    }
    pixels->width = width;
    pixels->height = height;
}

static bool write_png(struct nes_press_work *work, const struct pixels *pixels, struct nes_buf *answer)
{
    png_image image = { .version = PNG_IMAGE_VERSION, .width = pixels->width, .height = pixels->height,
                        .format = PNG_FORMAT_RGB, .flags = PNG_IMAGE_FLAG_FAST };
    png_alloc_size_t len = PNG_IMAGE_PNG_SIZE_MAX(image);
    char *bytes = nes_arena_take(work->arena, len);

    if (!png_image_write_to_memory(&image, bytes, &len, 0, pixels->rgb, 0, NULL)) {
        return false;
    }
    nes_wire_add_u32(answer, pixels->width);
    nes_wire_add_u32(answer, pixels->height);
    nes_wire_add_text(answer, (struct nes_str){ bytes, len });
    return !answer->full;
}

enum nes_press_status nes_press_image(struct nes_press_work *work, struct nes_buf *answer)
{
    struct nes_str input = work->job.input;
    struct pixels pixels;
    enum nes_press_status status = NES_PRESS_IMAGE_KIND;

    if (nes_str_starts(input, NES_STR("\x89PNG\r\n\x1a\n"))) {
        status = read_png(work, &pixels);
    } else if (nes_str_starts(input, NES_STR("\xff\xd8\xff"))) {
        status = read_jpeg(work, &pixels);
    }
    if (status != NES_PRESS_FINE) {
        return status;
    }
    if (work->job.option > 0) {
        uint32_t side = pixels.width > pixels.height ? pixels.width : pixels.height;
        uint32_t by = side / work->job.option + (side % work->job.option != 0);
        uint32_t thin = pixels.width < pixels.height ? pixels.width : pixels.height;

        shrink(&pixels, by > 1 && by <= thin && by <= 1'000 ? by : 1);
    }
    return write_png(work, &pixels, answer) ? NES_PRESS_FINE : NES_PRESS_IMAGE_LARGE;
}
