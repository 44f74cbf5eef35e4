// web/borrower/src/api.ts: the one client and the one session of these pages.
import type { components, paths } from "../../generated/api-borrower";
import { Client } from "../../shared/src/client";
import { Session } from "../../shared/src/session";
import { browserTransport } from "../../shared/src/transport";

export type Schemas = components["schemas"];
export type Organisation = Schemas["Organisation"];

export const session: Session = new Session({
  look: () => api.call("get", "/v1/session", {}),
  leave: () => api.call("delete", "/v1/session", {}),
});
export const api = new Client<paths>({
  transport: browserTransport,
  expired: () => session.expired(),
  heard: () => session.heard(),
});
