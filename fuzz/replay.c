/* fuzz/replay.c: gives each file named on the command line to a fuzz target once, without libFuzzer. Prints TAP. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX (1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The whole file; a copy of its exact size, so that the address sanitizer sees a step past its end. */
static int replay(const char *path)
{
    static uint8_t room[INPUT_MAX];
    FILE *file = fopen(path, "rb");
    size_t size = 0;
    uint8_t *input;

    if (!file) {
        return -1;
    }
    size = fread(room, 1, sizeof(room), file);
    (void)fclose(file);
    input = malloc(size ? size : 1);
    if (!input) {
        return -1;
    }
    for (size_t i = 0; i < size; i++) {
        input[i] = room[i];
    }
    (void)LLVMFuzzerTestOneInput(input, size);
    free(input);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;

    printf("1..%d\n", argc - 1);
    (void)fflush(stdout);
    for (int i = 1; i < argc; i++) {
        int bad = replay(argv[i]) != 0;

        failed += bad;
        printf("%s %d - %s\n", bad ? "not ok" : "ok", i, argv[i]);
        (void)fflush(stdout); /* a crash must not take with it what passed */
    }
    return failed ? 1 : 0;
}
