#include "identity/secret.h"

#include "test/unit/test.h"

static const struct { const char *login, *code; } logins[] = {
    { "aigul.s", "fine" },      { "abc", "fine" },  { "a-b_c.9", "fine" }, { "ab", "LOGIN_FORM" },
    { "Aigul", "LOGIN_FORM" },  { ".abc", "LOGIN_FORM" }, { "a b c", "LOGIN_FORM" }, { "әбу", "LOGIN_FORM" },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LOGIN_FORM" },
};

NES_TEST(an_identifier_to_sign_in_has_one_form)
{
    for (size_t i = 0; i < NES_LEN(logins); i++) {
        NES_WANT_FAULT(logins[i].login, nes_login_check(nes_str_of(logins[i].login)), logins[i].code);
    }
}

static const struct { const char *password, *code; } passwords[] = {
    { "төрт тау етегінде", "fine" }, { "correct horse", "fine" }, { "қысқа12", "PASSWORD_SHORT" },
    { "", "PASSWORD_SHORT" },        { "password2026", "PASSWORD_COMMON" }, { "12345678", "PASSWORD_COMMON" },
    { "aigul.sadykova", "PASSWORD_COMMON" }, { "\xff\xff\xff\xff\xff\xff\xff\xff\xff", "PASSWORD_SHORT" },
};

NES_TEST(passwords_are_judged_by_length_and_guesses_not_by_composition)
{
    for (size_t i = 0; i < NES_LEN(passwords); i++) {
        NES_WANT_FAULT(passwords[i].password,
                       nes_password_rules(nes_str_of(passwords[i].password), NES_STR("aigul.sadykova")),
                       passwords[i].code);
    }
}
