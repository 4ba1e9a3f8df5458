import type { Role as RoleName } from "../../server/core/access/role.js";
import { enumOf } from "../enum.js";

export const Role = enumOf<RoleName>("Role", "What somebody may do; each role includes those before it.", {
  VIEWER: "Sees results; what says something about people is masked.",
  ANALYST: "Sees that too; each time it is written down.",
  OPERATOR: "Starts and cancels migrations, and keeps schedules and sponsors.",
  ADMIN: "Does everything: users, tokens, the audit log, retention.",
});
