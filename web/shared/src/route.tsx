// web/shared/src/route.tsx: addresses of pages: /<language>/<page>. The back button, a reload and a copied address work.
import { type ReactNode, useEffect, useState } from "react";
import { type Lang, lang, langOf } from "./words";

type Listener = () => void;
const listeners = new Set<Listener>();
/** Asked before a page is left; false: stay. */
let guard: (() => boolean) | null = null;

export function setLeaveGuard(ask: (() => boolean) | null): void {
  guard = ask;
}

function tell(): void {
  for (const listener of listeners) {
    listener();
  }
}

export function pathNow(): string {
  return langOf(location.pathname).rest;
}

export function href(path: string, language: Lang = lang()): string {
  return `/${language}${path === "/" ? "" : path}`;
}

/** Pages that are documents of their own: the server lets them do what it lets no other page do, so they are loaded whole. */
function apart(path: string): boolean {
  return path.startsWith("/sign/");
}

export function go(path: string, replace = false): void {
  if (guard && !guard()) {
    return;
  }
  guard = null;
  if (apart(path) || apart(pathNow())) {
    location.assign(href(path));
    return;
  }
  history[replace ? "replaceState" : "pushState"](null, "", href(path));
  tell();
  scrollTo(0, 0);
}

addEventListener("popstate", tell);

/** The path without its language; the page is drawn again when it changes. */
export function usePath(): string {
  const [path, setPath] = useState(pathNow);
  useEffect(() => {
    const listener = () => setPath(pathNow());
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return path;
}

/** "/letters/{id}" against "/letters/7": the parts, or null. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.replace(/\/$/, "").split("/");
  if (wanted.length !== given.length) {
    return null;
  }
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? "";
    if (part.startsWith("{")) {
      found[part.slice(1, -1)] = decodeURIComponent(value);
    } else if (part !== value) {
      return null;
    }
  }
  return found;
}

export function Link(props: {
  to: string;
  children?: ReactNode;
  className?: string;
  current?: boolean;
  onGo?: () => void;
  /** The key that goes there, where a page has keys. */
  hotkey?: string;
}) {
  return (
    <a
      href={href(props.to)}
      data-key={props.hotkey}
      className={props.className}
      aria-current={props.current ? "page" : undefined}
      onClick={(event) => {
        if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
          event.preventDefault();
          props.onGo?.();
          go(props.to);
        }
      }}
    >
      {props.children}
    </a>
  );
}
