/* src/vault/press_serve.h: the process that opens foreign files. It has no keys, no files, no network; each job
 * runs in a child of its own, with bounds of memory and time, and ends with it. */
#pragma once
#include "vault/press_wire.h"

/* What a job works with. It answers once: by nes_press_answer, or by returning a status. */
struct nes_press_work {
    int socket;
    struct nes_arena *arena;
    struct nes_press_job job;
};

/* One per kind of job, in the table of press_serve.c: further kinds (archives) are further rows. FINE:
 * `answer` holds the fields of the kind. May end the process after nes_press_refuse, where a library knows no
 * other way out. */
enum nes_press_status nes_press_image(struct nes_press_work *work, struct nes_buf *answer);
enum nes_press_status nes_press_xml(struct nes_press_work *work, struct nes_buf *answer);
enum nes_press_status nes_press_xmlsig(struct nes_press_work *work, struct nes_buf *answer);
enum nes_press_status nes_press_draw(struct nes_press_work *work, struct nes_buf *answer);

/* Answers with a status alone and ends the process. */
noreturn void nes_press_refuse(struct nes_press_work *work, enum nes_press_status status);

/* Reads one job from the socket, does it, answers. Not boxed in: for the child, tests and the fuzzer. */
void nes_press_do(int socket);
/* Takes sockets of jobs from `control` until it closes, a boxed child for each. What the exit status is. */
int nes_press_serve(int control);
