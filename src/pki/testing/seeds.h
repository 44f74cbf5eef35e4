/* src/pki/testing/seeds.h: the objects of a played scene as inputs of the fuzz targets: so a corpus needs nothing that
 * somebody else published. */
#pragma once
#include "pki/testing/scene.h"

/* With NESIE_PKI_SEEDS=FOLDER in the environment: writes the scene's certificates, container, stamp, answers, lists and
 * record into FOLDER/TARGET/NAME-*. Without it: nothing. */
/* One input for one target: FOLDER/TARGET/NAME. */
void nes_seeds_keep_one(const char *target, const char *name, struct nes_str bytes);
void nes_seeds_keep(const struct nes_scene *scene, const char *name);
