// web/office/src/app.tsx: the frame: rooms by duty, languages, keys, the end of a session.
import { Button, Group, Kbd } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { Dialog } from "../../shared/src/dialog";
import { go, href, Link, match, pathNow, usePath } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { LANG_NAMES, LANGS, type Lang, lang } from "../../shared/src/words";
import { may, type Organisation, type Perm, session } from "./api";
import { ApplicationsRoom } from "./applications";
import { AuditRoom } from "./audit";
import { BankRoom } from "./bank";
import { BooksRoom } from "./books";
import { CasesRoom } from "./cases";
import { ClientRoom } from "./client";
import { ClientsRoom } from "./clients";
import { useKeys } from "./keys";
import { LoanRoom } from "./loan";
import { OrganisationRoom } from "./organisation";
import { Room } from "./parts";
import { PolicyRoom } from "./policy";
import { ProductsRoom } from "./products";
import { ApplicationRoom } from "./review";
import { SignInPage, SignInStep } from "./sign_in";
import { StaffRoom } from "./staff";
import { StartRoom } from "./start";
import { TextsRoom } from "./texts";
import { loadLang, t, type Word } from "./words";

export interface RoomProps {
  path: Record<string, string>;
  organisation: Organisation | null;
}

export interface RoomAbout {
  path: string;
  name: Word;
  perm: Perm | null;
  /** After "g". */
  key: string;
}

/** The rooms in the menu, each for its duty. RULE 27 */
export const ROOMS: readonly RoomAbout[] = [
  { path: "/", name: "room.start", perm: null, key: "h" },
  { path: "/applications", name: "room.applications", perm: "APPLICATION_VIEW", key: "q" },
  { path: "/clients", name: "room.clients", perm: "CLIENT_VIEW", key: "c" },
  { path: "/cases", name: "room.cases", perm: "LIST_VIEW", key: "l" },
  { path: "/bank", name: "room.bank", perm: "STATEMENT_TAKE", key: "m" },
  { path: "/books", name: "room.books", perm: "JOURNAL_VIEW", key: "b" },
  { path: "/products", name: "room.products", perm: "PRODUCT_VIEW", key: "d" },
  { path: "/texts", name: "room.texts", perm: "PRODUCT_VIEW", key: "t" },
  { path: "/policy", name: "room.policy", perm: "POLICY_VIEW", key: "p" },
  { path: "/organisation", name: "room.organisation", perm: null, key: "o" },
  { path: "/staff", name: "room.staff", perm: "STAFF_VIEW", key: "s" },
  { path: "/audit", name: "room.audit", perm: "AUDIT_VIEW", key: "a" },
];

/** Another role's room, opened by its address, says so and asks no door. RULE 27 */
function allowed(path: string): boolean {
  const room = ROOMS.find((one) => one.path !== "/" && (path === one.path || path.startsWith(`${one.path}/`)));
  return path.startsWith("/loans/") ? may("LOAN_VIEW") : !room?.perm || may(room.perm);
}

const pages: readonly [pattern: string, name: Word, draw: (props: RoomProps) => ReactNode][] = [
  ["", "room.start", () => <StartRoom />],
  ["/applications", "room.applications", () => <ApplicationsRoom />],
  ["/applications/{application}", "review.title", (props) => <ApplicationRoom {...props} />],
  ["/clients", "room.clients", () => <ClientsRoom />],
  ["/clients/{client}", "room.client", (props) => <ClientRoom {...props} />],
  ["/loans/{loan}", "room.loan", (props) => <LoanRoom {...props} />],
  ["/cases", "room.cases", () => <CasesRoom />],
  ["/bank", "room.bank", () => <BankRoom />],
  ["/books", "room.books", () => <BooksRoom />],
  ["/products", "room.products", () => <ProductsRoom />],
  ["/texts", "room.texts", () => <TextsRoom />],
  ["/policy", "room.policy", () => <PolicyRoom />],
  ["/organisation", "room.organisation", () => <OrganisationRoom />],
  ["/staff", "room.staff", () => <StaffRoom />],
  ["/audit", "room.audit", () => <AuditRoom />],
];

export const rooms = () => ROOMS.filter((room) => room.perm === null || may(room.perm));

export function nameOf(organisation: Organisation | null): string {
  return (lang() === "kk" ? organisation?.name_kk : organisation?.name_ru) ?? "";
}

function Languages(props: { onLang: (to: Lang) => void }) {
  return (
    <nav className="langs" aria-label={t("frame.languages")}>
      {LANGS.map((one) => (
        <a
          key={one}
          href={href(pathNow(), one)}
          lang={one}
          aria-current={one === lang() ? "true" : undefined}
          title={LANG_NAMES[one]}
          onClick={(event) => {
            event.preventDefault();
            props.onLang(one);
          }}
        >
          {one === "kk" ? "Қаз" : one === "ru" ? "Рус" : "Eng"}
        </a>
      ))}
    </nav>
  );
}

/** WCAG 2.1.4: keys of one letter can be listed and switched off. */
function KeySheet(props: { on: boolean; onSwitch: () => void; onClose: () => void }) {
  return (
    <Dialog title={t("keys.title")} onClose={props.onClose}>
      <dl className="keys">
        <dt>
          <Kbd>?</Kbd>
        </dt>
        <dd>{t("keys.sheet")}</dd>
        <dt>
          <Kbd>/</Kbd>
        </dt>
        <dd>{t("keys.search")}</dd>
        <dt>
          <Kbd>j</Kbd> <Kbd>k</Kbd>
        </dt>
        <dd>{t("keys.queue")}</dd>
        <dt>
          <Kbd>u</Kbd>
        </dt>
        <dd>{t("keys.up")}</dd>
        <dt>
          <Kbd>a</Kbd> <Kbd>r</Kbd>
        </dt>
        <dd>{t("keys.decide")}</dd>
        {rooms().map((room) => (
          <div key={room.path} className="keys-row">
            <dt>
              <Kbd>g</Kbd> <Kbd>{room.key}</Kbd>
            </dt>
            <dd>{t(room.name)}</dd>
          </div>
        ))}
      </dl>
      <Group>
        <Button onClick={props.onClose}>{t("keys.close")}</Button>
        <Button variant="outline" onClick={props.onSwitch}>
          {t(props.on ? "keys.off" : "keys.on")}
        </Button>
      </Group>
    </Dialog>
  );
}

function Frame(props: { organisation: Organisation | null; onLang: (to: Lang) => void }) {
  const path = usePath();
  const { view } = useSession(session);
  const [keysOn, setKeysOn] = useState(true);
  const [sheet, setSheet] = useState(false);
  const [menu, setMenu] = useState(false);
  const found = pages
    .map(([pattern, name, draw]) => ({ name, draw, path: match(pattern, path === "/" ? "" : path) }))
    .find((page) => page.path);
  useKeys(keysOn, () => setSheet(true));
  useEffect(() => setMenu(false), [path]);
  useEffect(() => {
    document.title = `${found ? t(found.name) : t("frame.nothing")} · ${nameOf(props.organisation)}`;
  });
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t("frame.skip")}
      </a>
      <header className="side">
        <div className="side-head">
          <Link to="/" className="side-name">
            <img src="/v1/organisation/logo" alt="" width="36" height="36" />
            <span>{nameOf(props.organisation)}</span>
          </Link>
          <button type="button" className="menu" aria-expanded={menu} onClick={() => setMenu(!menu)}>
            {t("frame.menu")}
          </button>
        </div>
        <div className={menu ? "side-body side-open" : "side-body"}>
          <nav className="rooms" aria-label={t("frame.rooms")}>
            {rooms().map((room) => (
              <Link
                key={room.path}
                to={room.path}
                current={path === room.path || (room.path !== "/" && path.startsWith(room.path))}
                onGo={() => setMenu(false)}
              >
                {t(room.name)}
              </Link>
            ))}
          </nav>
          <div className="side-foot">
            <p>
              <strong>{view?.login}</strong>
            </p>
            <button type="button" className="link" onClick={() => setSheet(true)}>
              {t("keys.title")}
            </button>
            <button type="button" className="link" onClick={() => session.signOut()}>
              {t("frame.sign_out")}
            </button>
            <Languages onLang={props.onLang} />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {!found?.path && <h1>{t("frame.nothing")}</h1>}
        {found?.path && !allowed(path) && (
          <Room title={t("frame.not_yours")}>
            <p>{t("frame.not_yours_why")}</p>
          </Room>
        )}
        {found?.path && allowed(path) && found.draw({ path: found.path, organisation: props.organisation })}
      </main>
      {sheet && <KeySheet on={keysOn} onSwitch={() => setKeysOn(!keysOn)} onClose={() => setSheet(false)} />}
    </div>
  );
}

function SessionDialogs() {
  const { again, warning, view } = useSession(session);
  if (again) {
    return (
      <Dialog title={t("session.again")}>
        <p>{t("session.again_why")}</p>
        <SignInStep view={view ?? null} again />
        <button type="button" className="link" onClick={() => session.giveUp()}>
          {t("session.give_up")}
        </button>
      </Dialog>
    );
  }
  if (warning === null) {
    return null;
  }
  const stay = () => session.ask().catch(() => undefined);
  return (
    <Dialog title={t("session.warning")} onClose={stay}>
      <p>{t("session.warning_why#", { n: Math.ceil(warning / 60) })}</p>
      <Group>
        <Button onClick={stay}>{t("session.stay")}</Button>
        <Button variant="outline" onClick={() => session.signOut()}>
          {t("frame.sign_out")}
        </Button>
      </Group>
    </Dialog>
  );
}

export function App(props: { organisation: Organisation | null }) {
  const { view, again, failed } = useSession(session);
  const [, setDrawn] = useState<Lang>(lang());

  async function changeLang(to: Lang): Promise<void> {
    await loadLang(to);
    history.replaceState(null, "", href(pathNow(), to));
    setDrawn(to);
  }

  if (view === undefined) {
    return (
      <main id="main" className="door">
        <p className="soft">{t("room.loading")}</p>
        {failed && <p role="alert">{t("fault.offline")}</p>}
      </main>
    );
  }
  if (view?.stage !== "full" && !again) {
    return (
      <>
        <div className="door-langs">
          <Languages onLang={changeLang} />
        </div>
        <SignInPage view={view} organisation={props.organisation} name={nameOf(props.organisation)} />
      </>
    );
  }
  return (
    <>
      <Frame organisation={props.organisation} onLang={changeLang} />
      <SessionDialogs />
    </>
  );
}

export { go };
