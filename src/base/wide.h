/* src/base/wide.h: 128-bit integers, for products that are rounded once. */
#pragma once

__extension__ typedef __int128 nes_wide;
__extension__ typedef unsigned __int128 nes_uwide;
