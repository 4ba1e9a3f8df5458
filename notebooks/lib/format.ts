const NUMBER = new Intl.NumberFormat("en-GB");
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

export function number(value: number): string {
  return NUMBER.format(Math.round(value));
}

/** With as many digits as tell it from all and nothing. */
export function percent(rate: number, digits = 1): string {
  const text = (rate * 100).toFixed(digits);
  if (rate < 1 && Number(text) === 100) return `over ${(100 - 10 ** -digits).toFixed(digits)}%`;
  if (rate > 0 && Number(text) === 0) return `under ${(10 ** -digits).toFixed(digits)}%`;
  return `${text}%`;
}

/** A tick of an axis that counts: there is nothing between whole numbers, and no sign to the left of zero. */
export function countTick(value: number): string {
  return Number.isInteger(value) ? number(Math.abs(value)) : "";
}

/** The difference of two rates, in percentage points. */
export function points(difference: number): string {
  const amount = Math.abs(difference * 100).toFixed(1);
  return `${amount} percentage ${amount === "1.0" ? "point" : "points"}`;
}

/** A count with its noun: 1 orphan, 2 orphans. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${Math.round(value) === 1 ? one : many}`;
}

export function day(moment: Date | string): string {
  return DAY.format(new Date(moment));
}

/** In UTC, and says so. */
export function moment(at: Date | string): string {
  return `${MOMENT.format(new Date(at))} UTC`;
}

export function seconds(ms: number): string {
  const s = ms / 1000;
  if (s < 10) return `${s.toFixed(2)} s`;
  return s < 120 ? `${s.toFixed(1)} s` : `${(s / 60).toFixed(1)} min`;
}

export function mebibytes(bytes: number): string {
  return `${number(bytes / 2 ** 20)} MiB`;
}

/** A name in capitals and underscores as people read it. */
export function words(name: string): string {
  const text = name.replaceAll("_", " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
