// web/borrower/src/own_room.tsx: the frame of a page that the profile leads to: the way back, its name, what it is for, and
// what could not be loaded.
import type { ReactNode } from "react";
import type { Fault } from "../../shared/src/client";
import { Link } from "../../shared/src/route";
import { Trouble } from "./trouble";
import { t } from "./words";

export function OwnRoom(props: {
  title: string;
  lead: string;
  found: { fault: Fault | undefined; again: () => void };
  children: ReactNode;
}) {
  return (
    <section className="narrow">
      <p>
        <Link to="/profile" className="back">
          {t("profile.title")}
        </Link>
      </p>
      <h1>{props.title}</h1>
      <p className="lead">{props.lead}</p>
      <Trouble fault={props.found.fault} again={props.found.again} />
      {props.children}
    </section>
  );
}
