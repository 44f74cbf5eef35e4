/* src/pki/openssl_test.c: runs test/pki/openssl_compare.py: the command line of OpenSSL and ours, side by side. */
#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/unit/test.h"

/* Runs python3 with these words, its output to ours; the exit status. */
static int run_python(char *const *words)
{
    posix_spawn_file_actions_t actions;
    int status = -1;
    pid_t pid;

    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    assert_int_equal(posix_spawn_file_actions_adddup2(&actions, 2, 1), 0);
    assert_int_equal(posix_spawnp(&pid, "python3", &actions, NULL, words, environ), 0);
    assert_int_equal(posix_spawn_file_actions_destroy(&actions), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

NES_TEST(the_command_line_of_openssl_agrees_on_what_it_makes)
{
    char self[1024] = "", nesie[1200], script[1200], flips[24], seed[24], python[] = "python3", quiet[] = "-B";
    char flips_word[] = "--flips", seed_word[] = "--seed";
    size_t root = sizeof(NES_BUDGET_FILE) - sizeof("test/budget.tsv");

    assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
    (void)snprintf(nesie, sizeof(nesie), "%s/nesie", dirname(dirname(dirname(self))));
    if (access(nesie, X_OK) != 0 || access("/usr/bin/openssl", X_OK) != 0) {
        NES_SKIP("nesie or openssl is not here");
    }
    (void)snprintf(script, sizeof(script), "%.*s/test/pki/openssl_compare.py", (int)root, NES_BUDGET_FILE);
    (void)snprintf(flips, sizeof(flips), "%d", (int)nes_budget("pki_openssl_flips"));
    (void)snprintf(seed, sizeof(seed), "%d", (int)(nes_test_seed() % 1'000'000));
    NES_WANT_INT("the script", run_python((char *[]){ python, quiet, script, nesie, flips_word, flips, seed_word, seed,
                                                      NULL }), 0);
}
