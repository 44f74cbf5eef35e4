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
import { CashRoom } from "./cash";
import { ChannelsRoom } from "./channels";
import { ClientRoom } from "./client";
import { ClientsRoom } from "./clients";
import { IncidentsRoom } from "./incidents";
import { InternalsRoom } from "./internals";
import { useKeys } from "./keys";
import { LoanRoom } from "./loan";
import { OrganisationRoom } from "./organisation";
import { Room } from "./parts";
import { PayoutsRoom } from "./payouts";
import { PolicyRoom } from "./policy";
import { ProductsRoom } from "./products";
import { RefundsRoom } from "./refunds";
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
  /** Whose duty it is: who has one of them; null: everybody's. */
  perms: readonly Perm[] | null;
  /** After "g". */
  key: string;
}

/** The rooms in the menu, each for its duty. RULE 27 */
export const ROOMS: readonly RoomAbout[] = [
  { path: "/", name: "room.start", perms: null, key: "h" },
  { path: "/applications", name: "room.applications", perms: ["APPLICATION_VIEW"], key: "q" },
  { path: "/clients", name: "room.clients", perms: ["CLIENT_VIEW"], key: "c" },
  { path: "/cases", name: "room.cases", perms: ["LIST_VIEW"], key: "l" },
  { path: "/incidents", name: "room.incidents", perms: ["INCIDENT_HANDLE"], key: "e" },
  { path: "/bank", name: "room.bank", perms: ["STATEMENT_TAKE"], key: "m" },
  { path: "/payouts", name: "room.payouts", perms: ["PAYOUT_VIEW"], key: "w" },
  { path: "/refunds", name: "room.refunds", perms: ["PAYOUT_VIEW"], key: "r" },
  { path: "/cash", name: "room.cash", perms: ["CASH_HAND", "CASH_DESK_CHANGE"], key: "x" },
  { path: "/books", name: "room.books", perms: ["JOURNAL_VIEW"], key: "b" },
  { path: "/products", name: "room.products", perms: ["PRODUCT_VIEW"], key: "d" },
  { path: "/texts", name: "room.texts", perms: ["PRODUCT_VIEW"], key: "t" },
  { path: "/policy", name: "room.policy", perms: ["POLICY_VIEW"], key: "p" },
  { path: "/channels", name: "room.channels", perms: ["CHANNEL_CHANGE"], key: "n" },
  { path: "/internals", name: "room.internals", perms: ["CHANNEL_CHANGE"], key: "i" },
  { path: "/organisation", name: "room.organisation", perms: null, key: "o" },
  { path: "/staff", name: "room.staff", perms: ["STAFF_VIEW"], key: "s" },
  { path: "/audit", name: "room.audit", perms: ["AUDIT_VIEW"], key: "a" },
];

const mayEnter = (room: RoomAbout) => room.perms === null || room.perms.some(may);

/** Another role's room, opened by its address, says so and asks no door. RULE 27 */
function allowed(path: string): boolean {
  const room = ROOMS.find((one) => one.path !== "/" && (path === one.path || path.startsWith(`${one.path}/`)));
  return path.startsWith("/loans/") ? may("LOAN_VIEW") : !room || mayEnter(room);
}

const pages: readonly [pattern: string, name: Word, draw: (props: RoomProps) => ReactNode][] = [
  ["", "room.start", () => <StartRoom />],
  ["/applications", "room.applications", () => <ApplicationsRoom />],
  ["/applications/{application}", "review.title", (props) => <ApplicationRoom {...props} />],
  ["/clients", "room.clients", () => <ClientsRoom />],
  ["/clients/{client}", "room.client", (props) => <ClientRoom {...props} />],
  ["/loans/{loan}", "room.loan", (props) => <LoanRoom {...props} />],
  ["/cases", "room.cases", () => <CasesRoom />],
  ["/incidents", "room.incidents", () => <IncidentsRoom />],
  ["/bank", "room.bank", () => <BankRoom />],
  ["/payouts", "room.payouts", () => <PayoutsRoom />],
  ["/refunds", "room.refunds", () => <RefundsRoom />],
  ["/cash", "room.cash", () => <CashRoom />],
  ["/books", "room.books", () => <BooksRoom />],
  ["/products", "room.products", () => <ProductsRoom />],
  ["/texts", "room.texts", () => <TextsRoom />],
  ["/policy", "room.policy", () => <PolicyRoom />],
  ["/channels", "room.channels", () => <ChannelsRoom />],
  ["/internals", "room.internals", () => <InternalsRoom />],
  ["/organisation", "room.organisation", () => <OrganisationRoom />],
  ["/staff", "room.staff", () => <StaffRoom />],
  ["/audit", "room.audit", () => <AuditRoom />],
];

export const rooms = () => ROOMS.filter(mayEnter);

export function nameOf(organisation: Organisation | null): string {
  return (lang() === "kk" ? organisation?.name_kk : organisation?.name_ru) ?? "";
}

function Languages(props: { onLang: (to: Lang) => void }) {
  return (
    <nav className="langs" aria-label={t("frame.languages")}>
      {LANGS.map((one) => (
        <a
          key={one}
          href={href(pathNow(), one) + location.search}
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
          <Kbd>j</Kbd> / <Kbd>k</Kbd>
        </dt>
        <dd>{t("keys.queue")}</dd>
        <dt>
          <Kbd>u</Kbd>
        </dt>
        <dd>{t("keys.up")}</dd>
        <dt>
          <Kbd>a</Kbd> / <Kbd>r</Kbd>
        </dt>
        <dd>{t("keys.decide")}</dd>
        <dt>
          <Kbd>s</Kbd>
        </dt>
        <dd>{t("keys.state")}</dd>
        {rooms().map((room) => (
          <div key={room.path} className="keys-row">
            <dt>
              <Kbd>g</Kbd> → <Kbd>{room.key}</Kbd>
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
            <button type="button" className="link keyed" onClick={() => setSheet(true)}>
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
        {!found?.path && (
          <Room title={t("frame.nothing")}>
            <p>{t("frame.nothing_why")}</p>
          </Room>
        )}
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
    history.replaceState(null, "", href(pathNow(), to) + location.search);
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
