#include "api/forms.h"

#include "ident/account.h"
#include "ident/name.h"
#include "ident/phone.h"
#include "ident/taxpayer.h"

static struct nes_err check_iin(struct nes_str text)
{
    struct nes_iin_facts facts;

    return nes_iin_check(text, (struct nes_iin_rules){ 0 }, &facts);
}

static struct nes_err check_bin(struct nes_str text)
{
    struct nes_bin_facts facts;

    return nes_bin_check(text, &facts);
}

static struct nes_err check_phone(struct nes_str text)
{
    struct nes_phone_mask mask;
    struct nes_phone phone;

    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    return nes_phone_read(text, &mask, &phone);
}

static struct nes_err check_iban(struct nes_str text)
{
    struct nes_iban iban;

    return nes_iban_read(text, &iban);
}

const struct nes_form nes_form_iin = { "iin", "^[0-9]{12}$", check_iin };
const struct nes_form nes_form_bin = { "bin", "^[0-9]{12}$", check_bin };
const struct nes_form nes_form_name = { "name", NULL, nes_name_check };
const struct nes_form nes_form_phone = { "phone", NULL, check_phone };
const struct nes_form nes_form_iban = { "iban", NULL, check_iban };
