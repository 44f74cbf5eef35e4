// web/borrower/src/app.tsx: the frame around every page, and which page an address shows.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Dialog } from "../../shared/src/dialog";
import { go, href, Link, match, pathNow, usePath } from "../../shared/src/route";
import { useSession } from "../../shared/src/session";
import { LANG_NAMES, LANGS, type Lang, lang } from "../../shared/src/words";
import { type Organisation, session } from "./api";
import { CalculatorPage } from "./calculator";
import { HomePage } from "./home";
import { intent } from "./intent";
import { Later } from "./later";
import { LetterPage, LettersPage } from "./letters";
import { OrganisationPage } from "./organisation";
import { SecurityPage } from "./security";
import { SignInPage, SignInSteps } from "./sign_in";
import { loadLang, t } from "./words";

export interface PageProps {
  organisation: Organisation | null;
  /** The server's clock when the page was opened. */
  now: Date;
}

interface Page {
  pattern: string;
  title: () => string;
  draw: (props: PageProps & { path: Record<string, string> }) => ReactNode;
  /** Only for who is signed in. */
  own?: boolean;
}

const road = () => import("./road");

const pages: readonly Page[] = [
  { pattern: "", title: () => t("calculator.title"), draw: (props) => <CalculatorPage {...props} /> },
  { pattern: "/sign-in", title: () => t("sign_in.title"), draw: (props) => <SignInPage {...props} /> },
  { pattern: "/organisation", title: () => t("organisation.title"), draw: (props) => <OrganisationPage {...props} /> },
  {
    pattern: "/register",
    title: () => t("register.title"),
    draw: () => <Later load={road} draw={(module) => <module.RegisterPage />} />,
  },
  {
    pattern: "/apply",
    title: () => t("apply.title"),
    draw: () => <Later load={road} draw={(module) => <module.ApplyPage />} />,
    own: true,
  },
  {
    pattern: "/applications/{application}",
    title: () => t("application.title"),
    draw: (props) => (
      <Later load={road} draw={(module) => <module.ApplicationPage application={props.path.application ?? ""} />} />
    ),
    own: true,
  },
  {
    pattern: "/loans",
    title: () => t("loans.title"),
    draw: () => <Later load={road} draw={(module) => <module.LoansPage />} />,
    own: true,
  },
  {
    pattern: "/loans/{loan}",
    title: () => t("loans.title"),
    draw: (props) => <Later load={road} draw={(module) => <module.LoanPage loan={props.path.loan ?? ""} />} />,
    own: true,
  },
  {
    pattern: "/loans/{loan}/early",
    title: () => t("early.title"),
    draw: (props) => <Later load={road} draw={(module) => <module.EarlyPage loan={props.path.loan ?? ""} />} />,
    own: true,
  },
  {
    pattern: "/sign/{confirmation}",
    title: () => t("sign.title"),
    draw: (props) => (
      <Later load={road} draw={(module) => <module.SignPage confirmation={props.path.confirmation ?? ""} />} />
    ),
  },
  {
    pattern: "/notices",
    title: () => t("notices.title"),
    draw: () => <Later load={road} draw={(module) => <module.NoticesPage />} />,
    own: true,
  },
  { pattern: "/home", title: () => t("home.title"), draw: (props) => <HomePage {...props} />, own: true },
  { pattern: "/letters", title: () => t("letters.title"), draw: (props) => <LettersPage {...props} />, own: true },
  {
    pattern: "/letters/{letter}",
    title: () => t("letters.one"),
    draw: (props) => <LetterPage {...props} letter={props.path.letter ?? ""} />,
    own: true,
  },
  { pattern: "/security", title: () => t("security.title"), draw: () => <SecurityPage />, own: true },
  {
    pattern: "/profile",
    title: () => t("profile.title"),
    draw: () => <Later load={road} draw={(module) => <module.ProfilePage />} />,
    own: true,
  },
  {
    pattern: "/consents",
    title: () => t("consents.title"),
    draw: () => <Later load={road} draw={(module) => <module.ConsentsPage />} />,
    own: true,
  },
  {
    pattern: "/details",
    title: () => t("details.title"),
    draw: () => <Later load={road} draw={(module) => <module.DetailsPage />} />,
    own: true,
  },
  {
    pattern: "/document",
    title: () => t("fact.document"),
    draw: () => <Later load={road} draw={(module) => <module.DocumentPage />} />,
    own: true,
  },
];

function pageAt(path: string) {
  for (const page of pages) {
    const found = match(page.pattern, path === "/" ? "" : path);
    if (found) {
      return { page, found };
    }
  }
  return null;
}

/** RULE 24.1: whose site this is stands at the head of every page. */
export function nameOf(organisation: Organisation | null, language: Lang = lang()): string {
  return (language === "kk" ? organisation?.name_kk : organisation?.name_ru) ?? "";
}

function Languages(props: { onLang: (to: Lang) => void }) {
  return (
    <nav className="langs" aria-label={t("frame.languages")}>
      {LANGS.map((one) => (
        <a
          key={one}
          href={href(pathNow(), one)}
          lang={one}
          hrefLang={one}
          aria-current={one === lang() ? "true" : undefined}
          onClick={(event) => {
            event.preventDefault();
            props.onLang(one);
          }}
        >
          <span className="langs-long">{LANG_NAMES[one]}</span>
          <span className="langs-short" aria-hidden="true">
            {one === "kk" ? "Қаз" : one === "ru" ? "Рус" : "Eng"}
          </span>
        </a>
      ))}
    </nav>
  );
}

/** What a telephone shows above the name of a room: lines on a square of 24. */
const ICONS = {
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  loans: "M4 6h16v12H4zM4 10h16M8 14h3",
  letters: "M4 6h16v12H4zM4 7l8 6 8-6",
  profile: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 20c1-4 4-6 8-6s7 2 8 6",
} as const;

/** The rooms of who is signed in: beside the name where there is width, at the foot of the screen on a telephone. */
const ROOMS = [
  ["home", "/home", ["/home", "/apply", "/applications"]],
  ["loans", "/loans", ["/loans"]],
  ["letters", "/letters", ["/letters"]],
  ["profile", "/profile", ["/profile", "/security", "/consents", "/details", "/document", "/notices", "/sign"]],
] as const;

function Menu(props: { path: string; signedIn: boolean }) {
  const here = (roots: readonly string[]) =>
    roots.some((one) => props.path === one || props.path.startsWith(`${one}/`));
  return (
    <nav className={props.signedIn ? "menu tabs" : "menu"} aria-label={t("frame.menu")}>
      {props.signedIn ? (
        ROOMS.map(([name, to, roots]) => (
          <Link key={to} to={to} current={here(roots)}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={ICONS[name]} />
            </svg>
            {t(`room.${name}`)}
          </Link>
        ))
      ) : (
        <Link to="/" current={props.path === "/"}>
          {t("calculator.short")}
        </Link>
      )}
      {!props.signedIn && (
        <Link to="/organisation" current={props.path === "/organisation"}>
          {t("organisation.short")}
        </Link>
      )}
      {props.signedIn ? (
        <button type="button" className="link" onClick={() => session.signOut()}>
          {t("frame.sign_out")}
        </button>
      ) : (
        <Link to="/sign-in" className="menu-button" current={props.path === "/sign-in"}>
          {t("sign_in.short")}
        </Link>
      )}
    </nav>
  );
}

/** RULE 24.5: rest ends the session; who is told in time loses nothing, who is late signs in again over the page. */
function SessionDialogs(props: { warning: number | null; again: boolean; onStay: () => void }) {
  if (props.again) {
    return (
      <Dialog title={t("session.again")}>
        <p>{t("session.again_why")}</p>
        <SignInSteps again onDone={() => undefined} />
        <p>
          <button type="button" className="link" onClick={() => session.giveUp()}>
            {t("session.give_up")}
          </button>
        </p>
      </Dialog>
    );
  }
  if (props.warning !== null) {
    return (
      <Dialog title={t("session.warning")} onClose={props.onStay}>
        <p aria-live="polite">{t("session.warning_why#", { n: Math.ceil(props.warning / 60) })}</p>
        <div className="actions">
          <button type="button" className="button" onClick={props.onStay}>
            {t("session.stay")}
          </button>
          <button type="button" className="button button-quiet" onClick={() => session.signOut()}>
            {t("frame.sign_out")}
          </button>
        </div>
      </Dialog>
    );
  }
  return null;
}

function Body(props: PageProps & { path: string; signedIn: boolean | undefined; failed: boolean }) {
  const at = pageAt(props.path);
  const heading = useRef<HTMLElement>(null);
  const first = useRef(true);
  const title = at?.page.title() ?? t("frame.nothing");
  const barred = at?.page.own === true && props.signedIn === false;
  useEffect(() => {
    document.title = `${title} · ${nameOf(props.organisation)}`;
    if (!first.current) {
      heading.current?.focus(); // a new page is announced from its beginning
    }
    first.current = false;
  }, [props.path, lang()]);
  useEffect(() => {
    if (barred) {
      intent.path = props.path;
      go("/sign-in", true);
    }
  }, [barred]);
  if (barred || (at?.page.own && props.signedIn === undefined)) {
    return (
      <main id="main" tabIndex={-1} ref={heading}>
        {props.failed ? (
          <div className="notice" role="alert">
            <p>{t("fault.offline")}</p>
            <button type="button" className="button button-quiet" onClick={() => session.ask().catch(() => undefined)}>
              {t("fault.again")}
            </button>
          </div>
        ) : (
          <p className="empty">{t("frame.loading")}</p>
        )}
      </main>
    );
  }
  return (
    <main id="main" tabIndex={-1} ref={heading}>
      {at ? (
        at.page.draw({ organisation: props.organisation, now: props.now, path: at.found })
      ) : (
        <section className="narrow">
          <h1>{t("frame.nothing")}</h1>
          <p>{t("frame.nothing_why")}</p>
          <p>
            <Link to="/">{t("frame.to_start")}</Link>
          </p>
        </section>
      )}
    </main>
  );
}

function Footer(props: { organisation: Organisation | null; signedIn: boolean }) {
  const { organisation } = props;
  return (
    <footer className="foot">
      {props.signedIn && (
        <p className="out">
          <button type="button" className="button button-quiet" onClick={() => session.signOut()}>
            {t("frame.sign_out")}
          </button>
        </p>
      )}
      {organisation && (
        <>
          <p>
            <strong>{nameOf(organisation)}</strong>, {t("organisation.bin")} {organisation.bin}
          </p>
          <p>
            {t("organisation.licence")}: {organisation.licence}
          </p>
          <p>{organisation.actual_address}</p>
          <p>{organisation.phones.replace(/(?<=\d) (?=\d)/g, "\u00a0")}</p>
          <p>
            <Link to="/organisation">{t("organisation.title")}</Link>
          </p>
        </>
      )}
    </footer>
  );
}

export function App(props: PageProps) {
  const path = usePath();
  const state = useSession(session);
  const [, setDrawn] = useState<Lang>(lang());
  const signedIn = state.view === undefined ? undefined : state.view?.stage === "full" || state.again;

  async function changeLang(to: Lang): Promise<void> {
    await loadLang(to);
    history.replaceState(null, "", href(pathNow(), to));
    setDrawn(to);
  }

  return (
    <>
      <a className="skip" href="#main">
        {t("frame.skip")}
      </a>
      <header className="head">
        <Link to="/" className="brand">
          <img src="/v1/organisation/logo" alt="" width="40" height="40" />
          <span>{nameOf(props.organisation)}</span>
        </Link>
        <Languages onLang={changeLang} />
        <Menu path={path} signedIn={signedIn === true} />
      </header>
      {!props.organisation && (
        <p className="notice" role="alert">
          {t("fault.offline")}
        </p>
      )}
      <Body {...props} path={path} signedIn={signedIn} failed={state.failed} />
      <Footer organisation={props.organisation} signedIn={signedIn === true} />
      <SessionDialogs warning={state.warning} again={state.again} onStay={() => session.ask().catch(() => undefined)} />
    </>
  );
}
