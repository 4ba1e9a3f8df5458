import type { Level as Name } from "../../server/core/levels.js";
import { enumOf } from "../enum.js";

export const Level = enumOf<Name>("Level", "What a rate means, by the thresholds of the settings (defaults below).", {
  NORMAL: "Success above 0.95, or a match rate above 0.75.",
  WARNING: "Success from 0.90 to 0.95, or a match rate from 0.50: review what was rejected or is an orphan.",
  CRITICAL: "Success below 0.90, or a match rate below 0.50: find out what is wrong with the sources.",
  OPTIMAL: "Efficiency above 0.70.",
  ACCEPTABLE: "Efficiency from 0.30 to 0.70.",
  INEFFICIENT: "Efficiency below 0.30: see the recommendations.",
});
