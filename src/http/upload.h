/* src/http/upload.h: raw bytes on their way into a temporary file without a name. Inside of src/http only. */
#pragma once
#include "http/job.h"

/* UPLOAD_STORE where the file cannot be made or written. */
struct nes_err nes_upload_begin(struct nes_job *job);
struct nes_err nes_upload_more(struct nes_job *job, const char *data, size_t len);
void nes_upload_end(struct nes_job *job);
