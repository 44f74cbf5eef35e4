#include "api/house.h"

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

void nes_house_wake(struct nes_req *req)
{
    nes_req_after(req, wake, nes_house_of(req)->errands);
}
