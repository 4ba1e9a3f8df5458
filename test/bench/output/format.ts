import type { Unit } from "../measure/recorder.js";

const MB = 1024 ** 2;

/** A number as people read it in a table. */
export function format(value: number, unit: Unit): string {
  switch (unit) {
    case "ms":
      return value < 1_000 ? `${value.toPrecision(3).replace(/\.0+$/, "")} ms` : `${(value / 1_000).toFixed(2)} s`;
    case "bytes":
      return `${Math.round(value / MB).toLocaleString("en-GB")} MB`;
    case "ratio":
      return `${value.toFixed(2)} ×`;
    case "exponent":
      return value.toFixed(2);
    case "count":
      return value.toLocaleString("en-GB");
    case "per second":
      return `${Math.round(value).toLocaleString("en-GB")} /s`;
  }
}
