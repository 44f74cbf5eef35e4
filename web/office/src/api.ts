// web/office/src/api.ts: the one client and the one session of these pages, and what the session may do.
import type { components, paths } from "../../generated/api-office";
import type { Perm } from "../../generated/perm";
import { Client } from "../../shared/src/client";
import { Session } from "../../shared/src/session";
import { browserTransport } from "../../shared/src/transport";

export type { Perm };
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

/** RULE 27: a room is shown to whose duty it is; the server decides again on each call. */
export function may(perm: Perm): boolean {
  return session.state.view?.may?.includes(perm) === true;
}
