// web/shared/src/transport.ts: how a page reaches the server: one function. In a browser it is `fetch` with the session's
// cookie, which no script can read; in the mobile shell it will be the bridge, which holds key and token itself. Nothing
// outside this file knows of cookies, EventSource or addresses of servers.

export interface Call {
  method: string;
  /** Path and query, from "/v1" on. */
  path: string;
  headers: Record<string, string>;
  body?: string | Blob;
}

export interface Answer {
  status: number;
  header(name: string): string | null;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Fails (rejects) only where no answer came. */
export type Transport = (call: Call) => Promise<Answer>;

const LONGEST_MS = 60_000;

/** RULE 24.2: nothing that comes is kept; the server says so with every answer, and so does each call. */
export const browserTransport: Transport = async (call) => {
  const answer = await fetch(call.path, {
    method: call.method,
    headers: call.headers,
    body: call.body ?? null,
    cache: "no-store",
    credentials: "same-origin",
    redirect: "error",
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  return {
    status: answer.status,
    header: (name) => answer.headers.get(name),
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
};
