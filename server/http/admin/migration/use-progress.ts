import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useQuery } from "../api/use-query.js";
import { type Connection, useSubscription } from "../api/use-subscription.js";
import {
  MigrationProgressDocument,
  MigrationUnderWayDocument,
  type MigrationUnderWayQuery,
  type ProgressStepFragment,
} from "../generated/graphql.js";
import { type StageNow, withStep } from "./stages.js";

export interface ProgressNow {
  readonly stages: readonly StageNow[];
  /** the newest step; null before the first */
  readonly step: ProgressStepFragment | null;
  readonly connection: Connection;
  readonly underWay: NonNullable<MigrationUnderWayQuery["migration"]> | null;
}

/** A migration's progress: what is known when one comes, then each step as it is told, once, also over lost connections. */
export function useProgress(id: string, onEnd: () => void): ProgressNow {
  const { result } = useQuery(MigrationUnderWayDocument, { id });
  const underWay = result?.migration ?? null;
  const [told, setTold] = useState<Pick<ProgressNow, "stages" | "step"> | null>(null);
  const cursor = useRef<string | null>(null);

  useEffect(() => {
    if (!underWay) return;
    cursor.current = underWay.progress?.cursor ?? null;
    setTold({ stages: underWay.stages, step: underWay.progress });
  }, [underWay]);

  const onResult = useCallback(({ migrationProgress: step }: { migrationProgress: ProgressStepFragment }) => {
    cursor.current = step.cursor;
    setTold((last) => ({ stages: withStep(last?.stages ?? [], step), step }));
  }, []);
  const connection = useSubscription(MigrationProgressDocument, () => ({ migrationId: id, after: cursor.current }), {
    isWanted: told !== null,
    onResult,
    onEnd,
  });
  return { stages: told?.stages ?? [], step: told?.step ?? null, connection, underWay };
}
