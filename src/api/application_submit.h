/* src/api/application_submit.h: the submission of an application: questionnaire, lists, price, and all checks begin.
 * RULE 7.1 RULE 8.1 RULE 8.8 */
#pragma once
#include "http/req.h"

extern const struct nes_shape nes_questionnaire_shape;
extern const struct nes_fault *const nes_submission_faults[];
#define NES_SUBMISSION_FAULTS nes_submission_faults
struct nes_err nes_submission_prepare(struct nes_req *req, struct nes_reply *reply);
struct nes_err nes_submission_run(struct nes_req *req, struct nes_reply *reply);
