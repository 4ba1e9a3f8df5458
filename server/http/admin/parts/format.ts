const numbers = new Intl.NumberFormat("en-GB");
const percentages = new Intl.NumberFormat("en-GB", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const points = new Intl.NumberFormat("en-GB", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});
const differences = new Intl.NumberFormat("en-GB", { signDisplay: "exceptZero" });
const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const minutes = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export function count(value: number): string {
  return numbers.format(value);
}

/** A number with what it counts, as one says it. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Never 100.0% where something is missing, nor 0.0% where something is there. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "under 0.1%";
  if (share < 1 && share > 0.999) return "over 99.9%";
  return percentages.format(share);
}

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** By how many percentage points a rate went up or down; null where one would not see it. */
export function pointsBetween(before: number, after: number): string | null {
  const difference = (after - before) * 100;
  return Math.abs(difference) < 0.05 ? null : points.format(difference);
}

export function difference(before: number, after: number): string {
  return differences.format(after - before);
}

export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** A time that still runs, in whole seconds. */
export function runningTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return seconds < 60 ? `${seconds} s` : duration(seconds * 1_000);
}

export function bytes(size: number): string {
  if (size < 1_000) return counted(size, "byte");
  if (size < 1_000_000) return `${(size / 1_000).toFixed(1)} kB`;
  return `${(size / 1_000_000).toFixed(1)} MB`;
}

export function localMoment(iso: string, withSeconds: boolean): string {
  return (withSeconds ? moments : minutes).format(new Date(iso));
}

/** What a table in our database or a source calls something, as people read it: `emergency_contacts`. */
export function spaced(name: string): string {
  return name.replaceAll(/[_-]+/g, " ");
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
