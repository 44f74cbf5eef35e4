#include "identity/secret.h"

#define LOGIN_LEAST    3
#define LOGIN_MOST     64
#define PASSWORD_LEAST 8

struct nes_err nes_login_check(struct nes_str login)
{
    if (login.len < LOGIN_LEAST || login.len > LOGIN_MOST) {
        return NES_FAIL(LOGIN_FORM, "login");
    }
    for (size_t i = 0; i < login.len; i++) {
        char c = login.ptr[i];
        bool sign = c == '.' || c == '-' || c == '_';

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !(sign && i > 0)) {
            return NES_FAIL(LOGIN_FORM, "login");
        }
    }
    return NES_FINE;
}

/* The beginnings of most guessed passwords of eight and more characters; longer lists come as data. */
static const char *const common[] = {
    "12345678", "password", "qwertyui", "87654321", "11111111", "00000000", "88888888", "iloveyou", "qazwsxed",
    "1q2w3e4r", "asdfghjk", "zxcvbnm1", "admin123", "kazakhst", "almaty12", "astana12", "nesie123", "пароль12",
    "йцукенгш", "құпиясөз",
};

struct nes_err nes_password_rules(struct nes_str password, struct nes_str login)
{
    if (!nes_str_utf8(password) || nes_str_points(password) < PASSWORD_LEAST) {
        return NES_FAIL(PASSWORD_SHORT, "password");
    }
    for (size_t i = 0; i < NES_LEN(common); i++) {
        if (nes_str_starts(password, nes_str_of(common[i]))) {
            return NES_FAIL(PASSWORD_COMMON, "password");
        }
    }
    if (nes_str_eq(password, login)) {
        return NES_FAIL(PASSWORD_COMMON, "password");
    }
    return NES_FINE;
}
