import { localMoment } from "./format.js";

interface MomentProps {
  readonly at: string | null | undefined;
  readonly withSeconds?: boolean;
}

/** A time as clocks here show it, and as UTC when pointed at. */
export function Moment({ at, withSeconds = false }: MomentProps) {
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={`${at.replace("T", " ").replace(/(\.\d+)?Z$/, "")} UTC`}>
      {localMoment(at, withSeconds)}
    </time>
  );
}
