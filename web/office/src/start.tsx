// web/office/src/start.tsx: where a day begins: the rooms that are one's duty.
import { Link } from "../../shared/src/route";
import { rooms } from "./app";
import { Room } from "./parts";
import { t } from "./words";

export function StartRoom() {
  return (
    <Room title={t("room.start")}>
      <ul className="tiles">
        {rooms()
          .filter((room) => room.path !== "/")
          .map((room) => (
            <li key={room.path}>
              <Link to={room.path}>
                <strong>{t(room.name)}</strong>
                <span>{t(`start.${room.path.slice(1) as "clients"}`)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </Room>
  );
}
