/* src/api/forms.h: forms of texts that the shapes of several doors check: so all wrong fields are told at once. */
#pragma once
#include "json/shape.h"

extern const struct nes_form nes_form_iin, nes_form_bin, nes_form_name, nes_form_phone, nes_form_iban;
