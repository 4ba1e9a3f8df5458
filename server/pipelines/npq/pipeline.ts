import type { Pipeline } from "../../core/pipeline.js";
import { applications } from "./applications.js";
import { ecf, npq } from "./sources.js";
import { users } from "./users.js";

/** Reconciles the users and applications of ECF with those of NPQ registration. */
export const npqPipeline: Pipeline = {
  name: "npq",
  title: "NPQ reconciliation",
  description:
    "Matches users and applications of ECF and NPQ registration by their unique attributes, " +
    "and gives matched NPQ applications ECF's lead provider approval status.",
  left: ecf,
  right: npq,
  models: [users, applications],
  options: ["dryRun", "batchSize"],
};
