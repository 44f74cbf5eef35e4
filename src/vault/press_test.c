#include "vault/press.h"

#include <poll.h>
#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "vault/vault_test.h"

static struct nes_press *started(struct camp *camp)
{
    struct nes_press_options options = { .program = nesie_program(camp->arena), .clock = nes_clock_real() };
    struct nes_press *press;

    NES_WANT_OK(nes_press_begin(&options, &press));
    return press;
}

/* A picture whose left half is red and whose right half is blue. */
static uint8_t *two_halves(struct nes_arena *arena, uint32_t width, uint32_t height)
{
    uint8_t *rgb = nes_arena_take(arena, (size_t)width * height * 3);

    for (size_t i = 0; i < (size_t)width * height; i++) {
        rgb[i * 3 + (i % width < width / 2 ? 0 : 2)] = 255;
    }
    return rgb;
}

static struct nes_str png_of(struct nes_arena *arena, uint32_t width, uint32_t height)
{
    png_image image = { .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGB };
    png_alloc_size_t len = PNG_IMAGE_PNG_SIZE_MAX(image);
    char *bytes = nes_arena_take(arena, len);

    NES_WANT("png", png_image_write_to_memory(&image, bytes, &len, 0, two_halves(arena, width, height), 0, NULL));
    return (struct nes_str){ bytes, len };
}

/* `how`: EXIF orientation, 0: no EXIF. */
static struct nes_str jpeg_of(struct nes_arena *arena, uint32_t width, uint32_t height, uint8_t how)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    uint8_t *rgb = two_halves(arena, width, height);
    uint8_t exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                       1,   0,   0x12, 0x01, 3, 0, 1, 0, 0, 0, how, 0, 0, 0 };
    struct nes_str copy;

    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &len);
    info.image_width = width;
    info.image_height = height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    if (how > 0) {
        jpeg_write_marker(&info, JPEG_APP0 + 1, exif, sizeof(exif));
    }
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = rgb + (size_t)info.next_scanline * width * 3;

        (void)jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    copy = nes_str_copy(arena, (struct nes_str){ (const char *)bytes, len });
    free(bytes);
    return copy;
}

/* The colour of a pixel of the answer: 'r', 'b', or '?'. */
static char colour(struct nes_arena *arena, const struct nes_picture *picture, uint32_t x, uint32_t y)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    const uint8_t *at;
    uint8_t *rgb;

    NES_WANT("png", png_image_begin_read_from_memory(&image, picture->png.ptr, picture->png.len));
    NES_WANT_INT("width", image.width, picture->width);
    NES_WANT_INT("height", image.height, picture->height);
    image.format = PNG_FORMAT_RGB;
    rgb = nes_arena_take(arena, PNG_IMAGE_SIZE(image));
    NES_WANT("pixels", png_image_finish_read(&image, NULL, rgb, 0, NULL));
    at = rgb + ((size_t)y * image.width + x) * 3;
    return at[0] > 200 && at[2] < 55 ? 'r' : at[2] > 200 && at[0] < 55 ? 'b' : '?';
}

NES_TEST(pictures_come_back_as_clean_pixels, .rules = "6.1.e, 6.2.g")
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_str png = png_of(camp->arena, 40, 20), tail;
    struct nes_buf buf = nes_buf_begin(camp->arena, 1 << 20);
    struct nes_picture picture;

    nes_buf_add(&buf, png);
    nes_buf_addz(&buf, "<?php a tail that hides behind the picture ?>");
    NES_WANT_OK(nes_buf_done(&buf, &tail));
    NES_WANT_OK(nes_press_read_image(press, camp->arena, tail, 0, &picture));
    NES_WANT("no tail", !memmem(picture.png.ptr, picture.png.len, "php", 3));
    NES_WANT_INT("width", picture.width, 40);
    NES_WANT_INT("left", colour(camp->arena, &picture, 2, 2), 'r');
    NES_WANT_INT("right", colour(camp->arena, &picture, 38, 18), 'b');
    NES_WANT_OK(nes_press_read_image(press, camp->arena, jpeg_of(camp->arena, 64, 32, 0), 0, &picture));
    NES_WANT_INT("of JPEG", colour(camp->arena, &picture, 4, 4), 'r');
    NES_WANT_OK(nes_press_read_image(press, camp->arena, png_of(camp->arena, 1000, 501), 100, &picture));
    NES_WANT_INT("smaller", picture.width, 100);
    NES_WANT_INT("in proportion", picture.height, 50);
}

/* Red is at the left of what the camera stored; where it is when the picture stands upright: x, y of 64 × 32 or 32
 * × 64. */
static const struct { uint8_t how; uint32_t width, x, y; } turns[] = {
    { 1, 64, 4, 16 },  { 2, 64, 60, 16 }, { 3, 64, 60, 16 }, { 4, 64, 4, 16 },
    { 5, 32, 16, 4 },  { 6, 32, 16, 4 },  { 7, 32, 16, 60 }, { 8, 32, 16, 60 }, { 9, 64, 4, 16 },
};

NES_TEST(pictures_are_turned_as_the_camera_was_held)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);

    for (size_t i = 0; i < NES_LEN(turns); i++) {
        struct nes_picture picture;

        NES_WANT_OK(nes_press_read_image(press, camp->arena, jpeg_of(camp->arena, 64, 32, turns[i].how), 0, &picture));
        NES_WANT_INT("width", picture.width, turns[i].width);
        NES_WANT_INT("red", colour(camp->arena, &picture, turns[i].x, turns[i].y), 'r');
    }
}

/* A PNG that says it is 100,000 × 100,000: the header alone must be enough to refuse it. */
static const char bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0\x1c\x83\x13\x1c";

NES_TEST(hostile_pictures_are_refused_and_hurt_nobody, .rules = "26.3", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_str jpeg = jpeg_of(camp->arena, 64, 32, 0), png = png_of(camp->arena, 64, 32);
    struct nes_picture picture;

    NES_WANT_FAULT("a text", nes_press_read_image(press, camp->arena, NES_STR("GIF89a"), 0, &picture), "IMAGE_KIND");
    NES_WANT_FAULT("nothing", nes_press_read_image(press, camp->arena, NES_STR(""), 0, &picture), "IMAGE_KIND");
    for (size_t len = 3; len < jpeg.len - 2; len += 37) {
        NES_WANT("half a JPEG", nes_press_read_image(press, camp->arena, nes_str_part(jpeg, 0, len), 0, &picture).what);
    }
    for (size_t len = 8; len < png.len; len += 23) {
        NES_WANT("half a PNG", nes_press_read_image(press, camp->arena, nes_str_part(png, 0, len), 0, &picture).what);
    }
    NES_WANT("a bomb",
             nes_press_read_image(press, camp->arena, (struct nes_str){ bomb, sizeof(bomb) - 1 }, 0, &picture).what);
    NES_WANT_OK(nes_press_read_image(press, camp->arena, png, 0, &picture));
}

NES_TEST(pictures_that_are_too_large_are_refused, .rules = "26.3", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    char *bytes = nes_arena_take(camp->arena, NES_PRESS_INPUT_MAX + 1);
    struct nes_picture picture;

    NES_WANT_FAULT("a wide PNG",
                   nes_press_read_image(press, camp->arena, png_of(camp->arena, NES_IMAGE_SIDE_MAX + 1, 1), 0,
                                        &picture),
                   "IMAGE_LARGE");
    NES_WANT_FAULT("a wide JPEG",
                   nes_press_read_image(press, camp->arena, jpeg_of(camp->arena, NES_IMAGE_SIDE_MAX + 1, 1, 0), 0,
                                        &picture),
                   "IMAGE_LARGE");
    NES_WANT_FAULT("a large file",
                   nes_press_read_image(press, camp->arena, (struct nes_str){ bytes, NES_PRESS_INPUT_MAX + 1 }, 0,
                                        &picture),
                   "DOCUMENT_LARGE");
}

NES_TEST(xml_becomes_a_tree)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    const struct nes_xml *root, *child;

    NES_WANT_OK(nes_press_read_xml(press, camp->arena,
        NES_STR("<?xml version='1.0'?><!-- no --><r xmlns:p='urn:x'><p:a k='v&amp;w' p:l=''/>te<b><c>in</c></b>xt"
                "<![CDATA[<&>]]></r>"), &root));
    NES_WANT_STR("root", root->name, "r");
    NES_WANT_STR("text", root->text, "text<&>");
    child = nes_xml_child(root, "{urn:x}a");
    NES_WANT("child", child != NULL);
    NES_WANT_STR("attribute", nes_xml_attribute_of(child, "k"), "v&w");
    NES_WANT("no such attribute", nes_xml_attribute_of(child, "z").len == 0);
    child = nes_xml_child(root, "b");
    NES_WANT_STR("grandchild", child->first->text, "in");
    NES_WANT("none", nes_xml_child(root, "z") == NULL);
    NES_WANT_OK(nes_press_read_xml(press, camp->arena,
        NES_STR("<?xml version='1.0' encoding='windows-1251'?><r>\xc0\xdf</r>"), &root));
    NES_WANT_STR("of another encoding", root->text, "АЯ");
}

static const struct { const char *label, *xml, *code; } bad_xml[] = {
    { "an external file", "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>", "XML_DTD" },
    { "a network address", "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'><r/>", "XML_DTD" },
    { "laughs", "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><r>&b;</r>", "XML_DTD" },
    { "no end", "<r><a></r>", "XML_BROKEN" },
    { "two roots", "<r/><r/>", "XML_BROKEN" },
    { "nothing", "", "XML_BROKEN" },
    { "an unknown entity", "<r>&nbsp;</r>", "XML_BROKEN" },
    { "bad UTF-8", "<r>\xff</r>", "XML_BROKEN" },
    { "two attributes of a name", "<r a='1' a='2'/>", "XML_BROKEN" },
};

NES_TEST(hostile_xml_is_refused, .rules = "26.3", .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_buf deep = nes_buf_begin(camp->arena, 1 << 20);
    const struct nes_xml *root;
    struct nes_str text;

    for (size_t i = 0; i < NES_LEN(bad_xml); i++) {
        NES_WANT_FAULT(bad_xml[i].label, nes_press_read_xml(press, camp->arena, nes_str_of(bad_xml[i].xml), &root),
                       bad_xml[i].code);
    }
    for (int i = 0; i < NES_XML_DEPTH_MAX + 1; i++) {
        nes_buf_addz(&deep, "<a>");
    }
    for (int i = 0; i < NES_XML_DEPTH_MAX + 1; i++) {
        nes_buf_addz(&deep, "</a>");
    }
    NES_WANT_OK(nes_buf_done(&deep, &text));
    NES_WANT_FAULT("too deep", nes_press_read_xml(press, camp->arena, text, &root), "XML_LARGE");
}

struct crowd {
    struct nes_press *press;
    struct nes_str png;
    int64_t wrong;
};

static void *run_crowd(void *self)
{
    struct crowd *crowd = self;

    for (int i = 0; i < 10; i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_picture picture;
        struct nes_str half = nes_str_part(crowd->png, 0, crowd->png.len / 2);

        crowd->wrong += nes_press_read_image(crowd->press, arena, crowd->png, 0, &picture).what != NULL;
        crowd->wrong += nes_press_read_image(crowd->press, arena, half, 0, &picture).what == NULL;
    }
    return NULL;
}

NES_TEST(threads_share_one_press)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct crowd crowd[4];
    pthread_t thread[4];

    for (size_t i = 0; i < NES_LEN(crowd); i++) {
        crowd[i] = (struct crowd){ press, png_of(camp->arena, 64, 32), 0 };
        NES_WANT_INT("thread", pthread_create(&thread[i], NULL, run_crowd, &crowd[i]), 0);
    }
    for (size_t i = 0; i < NES_LEN(crowd); i++) {
        NES_WANT_INT("thread", pthread_join(thread[i], NULL), 0);
        NES_WANT_INT("wrong answers", crowd[i].wrong, 0);
    }
}

NES_TEST(a_killed_press_comes_back_and_callers_are_told)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_str png = png_of(camp->arena, 8, 8);
    struct nes_picture picture;
    struct nes_err err;

    NES_WANT_OK(nes_press_read_image(press, camp->arena, png, 0, &picture));
    NES_WANT_INT("killed", kill(child_of_ours(), SIGKILL), 0);
    (void)poll(NULL, 0, 20);
    err = nes_press_read_image(press, camp->arena, png, 0, &picture);
    NES_WANT("told", err.what && (nes_str_is(nes_str_of(err.what->code), "HELPER_DOWN") ||
                                  nes_str_is(nes_str_of(err.what->code), "PRESS_DIED")));
    (void)poll(NULL, 0, 250);
    NES_WANT_OK(nes_press_read_image(press, camp->arena, png, 0, &picture));
}

NES_TEST(a_job_that_is_not_answered_ends_for_its_caller)
{
    NES_CAMP(camp);
    struct nes_press_options options = { .program = nesie_program(camp->arena), .clock = nes_clock_real(),
                                         .wait_us = 300'000 };
    NES_AUTO(nes_press_end) struct nes_press *press = NULL;
    struct nes_picture picture;
    struct nes_str png = png_of(camp->arena, 8, 8);

    NES_WANT_OK(nes_press_begin(&options, &press));
    NES_WANT_INT("stopped", kill(child_of_ours(), SIGSTOP), 0);
    NES_WANT_FAULT("slow", nes_press_read_image(press, camp->arena, png, 0, &picture), "PRESS_SLOW");
}
