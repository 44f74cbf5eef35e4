// web/shared/src/session.tsx: the session as a page sees it: who is signed in, how long rest may last, and what happens
// when it ends in the middle of a form: the person signs in again over the page, and nothing typed is lost.
import { useEffect, useState } from "react";
import type { Fault } from "./client";

export interface SessionView {
  stage: "password" | "bind" | "code" | "register" | "full";
  id: string;
  login: string;
  ends_at: string;
  idle_seconds: number;
  may?: string[];
}

export interface SessionState {
  /** undefined: not asked yet; null: nobody is signed in. */
  view: SessionView | null | undefined;
  /** The session ended while a page was open: sign in again over it. */
  again: boolean;
  /** The server could not be asked who is signed in. */
  failed: boolean;
  /** Rest will end it soon: seconds left, else null. */
  warning: number | null;
}

/** The doors of a session, as a side's own client calls them. */
export interface SessionDoors {
  look(): Promise<{ data: SessionView }>;
  leave(): Promise<unknown>;
}

const WARN_SECONDS = 120;

export class Session {
  #state: SessionState = { view: undefined, again: false, failed: false, warning: null };
  readonly #doors: SessionDoors;
  #listeners = new Set<() => void>();
  #restBegan = Date.now();
  #waiting: ((again: boolean) => void)[] = [];

  constructor(doors: SessionDoors) {
    this.#doors = doors;
    setInterval(() => this.#tick(), 1000);
  }

  get state(): SessionState {
    return this.#state;
  }

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) {
      listener();
    }
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Who is signed in, as the server says; a page keeps no memory of it. Throws Fault where it cannot be asked. */
  async ask(): Promise<void> {
    try {
      this.take((await this.#doors.look()).data);
    } catch (why) {
      if ((why as Fault).status !== 401) {
        throw why;
      }
      this.take(null);
    }
  }

  async signOut(): Promise<void> {
    try {
      await this.#doors.leave();
    } finally {
      location.assign("/"); // a new document: nothing of the person stays in memory (RULE 24.2)
    }
  }

  /** What the server said last; null: nobody. */
  take(view: SessionView | null): void {
    const same = this.#state.again && view !== null && view.id === this.#state.view?.id;
    this.#restBegan = Date.now();
    if (this.#state.again && view?.stage !== "full") {
      this.#set(view ? { view } : {});
      return;
    }
    if (this.#state.again && !same) {
      location.reload(); // another person: nothing of the first one stays on the screen
      return;
    }
    this.#set({ view, again: false, failed: false, warning: null });
    this.#settle(view !== null);
  }

  #settle(again: boolean): void {
    for (const go of this.#waiting.splice(0)) {
      go(again);
    }
  }

  /** No answer to who is signed in. */
  fail(): void {
    this.#set({ failed: true });
  }

  /** A call was answered: rest begins anew. */
  heard(): void {
    this.#restBegan = Date.now();
    if (this.#state.warning !== null) {
      this.#set({ warning: null });
    }
  }

  /** A call found the session ended. */
  expired(): Promise<boolean> {
    if (this.#state.view?.stage !== "full") {
      return Promise.resolve(false);
    }
    this.#set({ again: true, warning: null });
    return new Promise((go) => this.#waiting.push(go));
  }

  /** The person does not sign in again: the page is left. */
  giveUp(): void {
    this.#set({ view: null, again: false, warning: null });
    this.#settle(false);
  }

  #tick(): void {
    const { view, again } = this.#state;
    if (view?.stage !== "full" || again) {
      return;
    }
    const rest = view.idle_seconds - (Date.now() - this.#restBegan) / 1000;
    const whole = (Date.parse(view.ends_at) - Date.now()) / 1000;
    const left = Math.ceil(Math.min(rest, whole));
    if (left <= 0) {
      this.#set({ again: true, warning: null });
    } else if (left <= WARN_SECONDS) {
      this.#set({ warning: left });
    }
  }
}

export function useSession(session: Session): SessionState {
  const [state, setState] = useState(session.state);
  useEffect(() => {
    setState(session.state); // it may have changed between the drawing and this
    return session.listen(() => setState(session.state));
  }, []);
  return state;
}
