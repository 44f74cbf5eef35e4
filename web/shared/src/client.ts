// web/shared/src/client.ts: the server's doors as typed calls. Types come from `nesie openapi`, for the listener of the
// page, so that a page cannot name a door that is not open to it.
import type { Answer, Call, Transport } from "./transport";
import { lang } from "./words";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that have a method. */
export type PathsOf<P, M extends Method> = {
  [K in keyof P]: P[K] extends { [N in M]: { responses: unknown } } ? K : never;
}[keyof P] &
  string;

type OperationOf<P, K extends keyof P, M extends Method> = P[K] extends { [N in M]: infer O } ? O : never;
type BodyOf<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? { body: B } : unknown;
type PathOf<O> = O extends { parameters: { path: infer V } } ? (V extends object ? { path: V } : unknown) : unknown;
type QueryOf<O> = O extends { parameters: { query?: infer V } }
  ? [V] extends [undefined]
    ? unknown
    : { query?: NonNullable<V> }
  : unknown;
type KeyOf<O> = O extends { parameters: { header: { "Idempotency-Key": string } } } ? { key: string } : unknown;
type MatchOf<O> = O extends { parameters: { header: { "If-Match": string } } } ? { match: string } : unknown;
export type Given<P, K extends keyof P, M extends Method> = BodyOf<OperationOf<P, K, M>> &
  PathOf<OperationOf<P, K, M>> &
  QueryOf<OperationOf<P, K, M>> &
  KeyOf<OperationOf<P, K, M>> &
  MatchOf<OperationOf<P, K, M>>;
type Json<R> = R extends { content: { "application/json": infer D } } ? D : never;
type DoneOf<O> = O extends { responses: infer R } ? Json<R[Extract<keyof R, 200 | 201 | 202>]> : never;
export type Taken<P, K extends keyof P, M extends Method> = DoneOf<OperationOf<P, K, M>>;

export interface FieldFault {
  /** The member of the body: "text", "files/0/bytes". */
  field: string;
  code: string;
  text: string;
}

/** A refusal or failure, in the words of the server (RFC 9457), or OFFLINE where no answer came. */
export class Fault extends Error {
  readonly status: number;
  readonly code: string;
  readonly trace: string;
  readonly fields: FieldFault[];

  constructor(about: { status: number; code: string; title: string; trace?: string; fields?: FieldFault[] }) {
    super(about.title);
    this.name = "Fault";
    this.status = about.status;
    this.code = about.code;
    this.trace = about.trace ?? "";
    this.fields = about.fields ?? [];
  }

  /** The server refused, and answers the same key the same again: another try needs another key. */
  get settled(): boolean {
    return this.status >= 400 && this.status < 500 && this.code !== "KEY_RUNNING";
  }
}

export interface Got<T> {
  data: T;
  etag: string | null;
  /** The server's clock when it answered; null where it said none. */
  at: Date | null;
}

interface Problem {
  title?: string;
  code?: string;
  trace_id?: string;
  errors?: { pointer: string; code: string; text: string }[];
}

const RETRIES_MS = [400, 1200, 3000];

function parsed(answer: Answer): unknown {
  const text = new TextDecoder().decode(answer.bytes);
  return text === "" ? undefined : JSON.parse(text);
}

function faultOf(answer: Answer): Fault {
  let problem: Problem = {};
  try {
    problem = (parsed(answer) as Problem) ?? {};
  } catch {
    // not ours: a proxy's page, of which nothing is shown (RULE 24.5)
  }
  return new Fault({
    status: answer.status,
    code: problem.code ?? "UNKNOWN",
    title: problem.title ?? "",
    trace: problem.trace_id ?? "",
    fields: (problem.errors ?? []).map(({ pointer, code, text }) => ({
      field: pointer.replace(/^\//, ""),
      code,
      text,
    })),
  });
}

export interface ClientHooks {
  transport: Transport;
  /** The session ended while it was in use: signs in again; true: the call is made once more. */
  expired(): Promise<boolean>;
  /** An answer came from the session's server: its rest begins anew. */
  heard(): void;
}

function fill(path: string, values: Record<string, string> | undefined, query: Record<string, unknown> | undefined) {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(values?.[name] ?? ""));
  const asked = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return asked.length === 0
    ? filled
    : `${filled}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`;
}

interface Loose {
  body?: unknown;
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  key?: string;
  match?: string;
  raw?: Blob;
}

export class Client<P> {
  readonly #hooks: ClientHooks;

  constructor(hooks: ClientHooks) {
    this.#hooks = hooks;
  }

  #callOf(method: Method, path: string, given: Loose): Call {
    const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": lang() };
    if (given.body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    if (given.raw) {
      headers["Content-Type"] = given.raw.type;
    }
    if (given.key) {
      headers["Idempotency-Key"] = given.key;
    }
    if (given.match) {
      headers["If-Match"] = given.match;
    }
    const body = given.raw ?? (given.body === undefined ? undefined : JSON.stringify(given.body));
    const call = { method: method.toUpperCase(), path: fill(path, given.path, given.query), headers };
    return body === undefined ? call : { ...call, body };
  }

  /** A call that changes nothing twice (a look, or one with a key) is made again where no answer came. */
  async #send(call: Call, repeats: boolean): Promise<Answer> {
    for (const wait of [...RETRIES_MS, 0]) {
      try {
        const answer = await this.#hooks.transport(call);
        if (answer.status !== 503 || !repeats || wait === 0) {
          return answer;
        }
      } catch {
        if (!repeats || wait === 0) {
          break;
        }
      }
      await new Promise((go) => setTimeout(go, wait));
    }
    throw new Fault({ status: 0, code: "OFFLINE", title: "" });
  }

  async #ask(method: Method, path: string, given: Loose): Promise<Answer> {
    const repeats = method === "get" || given.key !== undefined;
    let answer = await this.#send(this.#callOf(method, path, given), repeats);
    const ended = answer.status === 401 && ["SIGN_IN", "SESSION_ENDED"].includes(faultOf(answer).code);
    if (ended && (await this.#hooks.expired())) {
      answer = await this.#send(this.#callOf(method, path, given), repeats);
    }
    if (answer.status >= 400) {
      throw faultOf(answer);
    }
    this.#hooks.heard();
    return answer;
  }

  /** Asks a door. Throws Fault. */
  async call<M extends Method, K extends PathsOf<P, M>>(
    method: M,
    path: K,
    given: Given<P, K, M>,
  ): Promise<Got<Taken<P, K, M>>> {
    const answer = await this.#ask(method, path, given as Loose);
    const date = answer.header("date");
    return {
      data: parsed(answer) as Taken<P, K, M>,
      etag: answer.header("etag"),
      at: date ? new Date(date) : null,
    };
  }

  /** Bytes of a document: a receipt, a PDF. Throws Fault. */
  async bytes<K extends PathsOf<P, "get">>(path: K, given: Given<P, K, "get">): Promise<Blob> {
    const answer = await this.#ask("get", path, given as Loose);
    return new Blob([answer.bytes], { type: answer.header("content-type") ?? "application/octet-stream" });
  }

  /** A file handed in under a key. Throws Fault. */
  async hand<K extends PathsOf<P, "post">>(path: K, raw: Blob, given: unknown): Promise<Got<Taken<P, K, "post">>> {
    const answer = await this.#ask("post", path, { ...(given as Loose), raw });
    return { data: parsed(answer) as Taken<P, K, "post">, etag: answer.header("etag"), at: null };
  }

  /** A file sent as it is. Throws Fault. */
  async upload<K extends PathsOf<P, "put">>(path: K, raw: Blob, given: unknown): Promise<Got<Taken<P, K, "put">>> {
    const answer = await this.#ask("put", path, { ...(given as Loose), raw });
    return { data: parsed(answer) as Taken<P, K, "put">, etag: answer.header("etag"), at: null };
  }
}

/** A new Idempotency-Key. */
export function newKey(): string {
  return crypto.randomUUID();
}

const SAME_PRESS_MS = 2000;

/** The Idempotency-Key of what a form sends: the same content has the same key until its end is known, so that pressing
 * again after a lost answer is one effect, and pressing again after a refusal is another try. What was done keeps its key
 * for two seconds more: the second press of two, which comes before the page shows the end, is no second effect. */
export class Once {
  #content: string | undefined;
  #key = "";
  #until = Number.POSITIVE_INFINITY;

  key(content: unknown): string {
    const now = JSON.stringify(content);
    if (now !== this.#content || performance.now() > this.#until) {
      this.#content = now;
      this.#key = newKey();
    }
    this.#until = Number.POSITIVE_INFINITY;
    return this.#key;
  }

  /** It was done, or failed as told. */
  settle(why?: unknown): void {
    if (why === undefined) {
      this.#until = performance.now() + SAME_PRESS_MS;
    } else if (!(why instanceof Fault) || why.settled) {
      this.#content = undefined;
    }
  }
}
