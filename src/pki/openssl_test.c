/* src/pki/openssl_test.c: runs test/pki/openssl_compare.py: the command line of OpenSSL and ours, side by side. */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test/unit/test.h"

NES_TEST(the_command_line_of_openssl_agrees_on_what_it_makes)
{
    char self[1024] = "", nesie[1200], command[3000];
    size_t root = sizeof(NES_BUDGET_FILE) - sizeof("test/budget.tsv");
    ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

    assert_true(len > 0);
    (void)snprintf(nesie, sizeof(nesie), "%s/nesie", dirname(dirname(dirname(self))));
    if (access(nesie, X_OK) != 0 || access("/usr/bin/openssl", X_OK) != 0) {
        NES_SKIP("nesie or openssl is not here");
    }
    (void)snprintf(command, sizeof(command), "python3 -B '%.*s/test/pki/openssl_compare.py' '%s' --flips %d --seed %d 1>&2",
                   (int)root, NES_BUDGET_FILE, nesie, (int)nes_budget("pki_openssl_flips"),
                   (int)(nes_test_seed() % 1'000'000));
    NES_WANT_INT("the script", system(command), 0);
}
