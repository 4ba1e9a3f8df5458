import type { Side as SideName } from "../../server/core/record.js";
import { enumOf } from "../enum.js";

export const Side = enumOf<SideName>("Side", "Which of a pipeline's two sources.", {
  LEFT: "The source of truth.",
  RIGHT: "The source that is compared with it.",
});
