import type { MigrationStatus } from "../generated/graphql.js";
import { Tag } from "../parts/tag.js";
import { STATUSES } from "../parts/words.js";

interface StatusTagProps {
  readonly status: MigrationStatus;
  readonly waiting?: boolean;
  readonly dryRun?: boolean;
}

/** How far a migration has come, and whether it only forecasts. */
export function StatusTag({ status, waiting, dryRun }: StatusTagProps) {
  const { text, colour } = STATUSES[status];
  return (
    <span class="cw-tags">
      <Tag colour={colour}>{waiting ? "Waits its turn" : text}</Tag>
      {dryRun && <Tag colour="purple">Dry run</Tag>}
    </span>
  );
}
