/* src/api/organisation.h: the details of the organisation as JSON, for the door that changes them and for set-up. */
#pragma once
#include "json/shape.h"

extern const struct nes_shape nes_organisation_details; /* of struct nes_organisation */
