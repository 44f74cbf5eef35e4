/* src/http/admit.h: the questions before a handler is called. Inside of src/http only. */
#pragma once
#include "http/job.h"

/* Whether the route changes something: all but GET. */
bool nes_job_changes(const struct nes_job *job);
void nes_admit_time(struct nes_req *req, int64_t now_us);
/* On the snapshot: who calls, and whether the route is for him. SIGN_IN, NOT_ALLOWED. */
struct nes_err nes_admit(struct nes_job *job, struct nes_tx *tx);
/* In run: still the same caller, who still may. */
struct nes_err nes_admit_again(struct nes_job *job);
/* The rows that path and body name, each reached by the caller. NOT_FOUND. */
struct nes_err nes_load_params(struct nes_job *job);
struct nes_err nes_load_refs(struct nes_job *job);
