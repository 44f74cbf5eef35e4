// web/borrower/src/api.ts: the one client and the one session of these pages.
import type { components, paths } from "../../generated/api-borrower";
import { Client, type Fault } from "../../shared/src/client";
import { Session } from "../../shared/src/session";
import { browserTransport } from "../../shared/src/transport";

export type Schemas = components["schemas"];
export type Organisation = Schemas["Organisation"];

export const session = new Session();
export const api = new Client<paths>({
  transport: browserTransport,
  expired: () => session.expired(),
  heard: () => session.heard(),
});

/** Who is signed in, as the server says; a page keeps no memory of it. */
export async function askSession(): Promise<void> {
  try {
    session.take((await api.call("get", "/v1/session", {})).data);
  } catch (why) {
    if ((why as Fault).status === 401) {
      session.take(null);
    } else {
      throw why;
    }
  }
}

export async function signOut(): Promise<void> {
  try {
    await api.call("delete", "/v1/session", {});
  } finally {
    location.assign("/"); // a new document: nothing of the person stays in memory (RULE 24.2)
  }
}
