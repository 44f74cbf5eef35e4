/* src/channel/channel_faults.h: faults of the channels. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "channel/channel_faults.def"
#undef X
