import { pointsBetween } from "../parts/format.js";
import { Go } from "../parts/go.js";
import { migrationPlace } from "../parts/places.js";

interface ChangeSinceProps {
  readonly what: string;
  readonly before: number;
  readonly now: number;
  readonly previousId: string;
}

/** By how much a rate went up or down since the migration before. */
export function ChangeSince({ what, before, now, previousId }: ChangeSinceProps) {
  const points = pointsBetween(before, now);
  const direction = points === null ? "same" : now > before ? "up" : "down";
  const arrow = { same: "=", up: "▲", down: "▼" }[direction];
  return (
    <p class={`govuk-body-s cw-change-since cw-change-since--${direction}`}>
      <span aria-hidden="true">{arrow}</span>{" "}
      {points === null ? `${what} as before` : `${what} ${direction} by ${points.replace(/^[+−-]/, "")} points`} (
      <Go to={migrationPlace(previousId)}>migration {previousId}</Go>)
    </p>
  );
}
