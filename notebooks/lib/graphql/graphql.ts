/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What showed that a row of the source differs from what was taken of it before. */
export type Detection =
  /** Its content is another; its identity primary key is as before or was not compared. */
  | 'CONTENT'
  /** Nothing: the migration was told to update all the same. */
  | 'FORCED'
  /** Its identity primary key in the legacy system is another, or it has none; its content is as before or was not compared. */
  | 'IPK'
  /** Both its identity primary key and its content are others. */
  | 'IPK_AND_CONTENT'
  /** There was nothing to compare it with. */
  | 'NEW';

/** What a rate means, by the thresholds of the settings (defaults below). */
export type Level =
  /** Efficiency from 0.30 to 0.70. */
  | 'ACCEPTABLE'
  /** Success below 0.90, or a match rate below 0.50: find out what is wrong with the sources. */
  | 'CRITICAL'
  /** Efficiency below 0.30: see the recommendations. */
  | 'INEFFICIENT'
  /** Success above 0.95, or a match rate above 0.75. */
  | 'NORMAL'
  /** Efficiency above 0.70. */
  | 'OPTIMAL'
  /** Success from 0.90 to 0.95, or a match rate from 0.50: review what was rejected or is an orphan. */
  | 'WARNING';

/** How far a migration has come. */
export type MigrationStatus =
  /** It was cancelled. */
  | 'CANCELLED'
  /** Somebody asked for it to be cancelled; it stops between two batches. */
  | 'CANCELLING'
  /** An error ended it: see `error`. */
  | 'FAILED'
  /** It waits for a worker, or, where it is `waiting`, for the end of another migration of its pipeline. */
  | 'QUEUED'
  /** It is under way. */
  | 'RUNNING'
  /** It came to its end. */
  | 'SUCCEEDED';

/** What orphans are counted by. */
export type OrphanFacet =
  /** Why they found nobody: NO_VALUE, no match key holds anything; UNUSABLE_VALUES, blanks or placeholders only; SHARED_VALUE, a value that too many share; UNKNOWN_VALUES, values that the other side does not hold. */
  | 'CAUSE'
  /** The values of a column, or the months of its moments. */
  | 'COLUMN'
  /** Which of their fields hold nothing. */
  | 'EMPTY'
  /** How many of their fields hold something. */
  | 'FILLED';

/** What a pipeline does with two sides. */
export type PipelineKind =
  /** It compares two services, record by record: see matches, orphans and duplicates. */
  | 'RECONCILIATION'
  /** It brings the rows of one source into our own tables: see changes and rejections. */
  | 'UPSERT';

/** What became of a record in a migration. */
export type RecordOutcome =
  /** It was not there. */
  | 'ABSENT'
  /** It was in a duplicate. */
  | 'DUPLICATE'
  /** A rule of the pipeline left it out of the question. */
  | 'EXCLUDED'
  /** It was matched one to one. */
  | 'MATCHED'
  /** It had nobody of the other side. */
  | 'ORPHAN';

/** Which of a pipeline's two sources. */
export type Side =
  /** The source of truth. */
  | 'LEFT'
  /** The source that is compared with it. */
  | 'RIGHT';

/** The stages of a migration, in their order. */
export type StageName =
  /** Changes are made, or in a dry run forecast. */
  | 'APPLY'
  /** Are the sources there, with the tables and columns that are needed? */
  | 'CHECK'
  /** Each cluster gets its outcome, each orphan its candidates. */
  | 'CLASSIFY'
  /** Records are tied into clusters. */
  | 'MATCH'
  /** Both sources are read, each in one consistent snapshot. */
  | 'READ'
  /** Reports are made. */
  | 'REPORT'
  /** Changes of an earlier migration that broke off are settled. */
  | 'SETTLE'
  /** Records and findings are stored. */
  | 'STORE';

export type DuplicateSurveyQueryVariables = Exact<{
  id: string | number;
}>;


export type DuplicateSurveyQuery = { migration: { id: string, results: Array<{ model: string, total: number, matched: number, duplicates: number, sameSideClusters: number, keyUsage: Array<{ key: string, leftRecords: number, rightRecords: number, leftUnusable: number, rightUnusable: number, values: number, tyingValues: number, sharedValues: number, matched: number, matchedAlone: number, duplicates: number, bridges: number }>, clusterSizes: Array<{ left: number, right: number, clusters: number }> }> } | null };

export type BridgesQueryVariables = Exact<{
  id: string | number;
  model: string;
}>;


export type BridgesQuery = { bridges: { totalCount: number, nodes: Array<{ key: string, value: string, personal: boolean, larger: number, smaller: number, settles: boolean, duplicate: { id: string, leftCount: number, rightCount: number } }> } };

export type ClusterFragment = { id: string, sameSide: boolean, leftCount: number, rightCount: number, records: { totalCount: number, nodes: Array<{ id: string, side: Side, fields: Array<{ name: string, title: string, value: string | null, personal: boolean }>, why: Array<{ key: string, value: string }> }> } };

export type LargestDuplicatesQueryVariables = Exact<{
  id: string | number;
  model: string;
}>;


export type LargestDuplicatesQuery = { largestDuplicates: Array<{ id: string, sameSide: boolean, leftCount: number, rightCount: number, records: { totalCount: number, nodes: Array<{ id: string, side: Side, fields: Array<{ name: string, title: string, value: string | null, personal: boolean }>, why: Array<{ key: string, value: string }> }> } }> };

export type FindDuplicatesQueryVariables = Exact<{
  id: string | number;
  model: string;
  search: string;
}>;


export type FindDuplicatesQuery = { duplicates: { totalCount: number, nodes: Array<{ id: string, sameSide: boolean, leftCount: number, rightCount: number, records: { totalCount: number, nodes: Array<{ id: string, side: Side, fields: Array<{ name: string, title: string, value: string | null, personal: boolean }>, why: Array<{ key: string, value: string }> }> } }> } };

export type FlowQueryVariables = Exact<{
  from: string | number;
  to: string | number;
  model: string;
}>;


export type FlowQuery = { outcomeFlow: { moves: Array<{ side: Side, from: RecordOutcome, to: RecordOutcome, records: number }>, ties: Array<{ side: Side, key: string, kept: number, gained: number, lost: number }> } };

export type MovedQueryVariables = Exact<{
  from: string | number;
  to: string | number;
  model: string;
  was?: RecordOutcome | null | undefined;
  is?: RecordOutcome | null | undefined;
  side?: Side | null | undefined;
  after?: string | null | undefined;
}>;


export type MovedQuery = { movedRecords: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ from: RecordOutcome, to: RecordOutcome, record: { id: string, side: Side, fields: Array<{ name: string, title: string, value: string | null, personal: boolean }> } }> } };

export type OrphanSurveyQueryVariables = Exact<{
  id: string | number;
}>;


export type OrphanSurveyQuery = { migration: { id: string, results: Array<{ model: string, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, orphanCounts: Array<{ side: Side, facet: OrphanFacet, column: string | null, value: string | null, isRest: boolean, orphans: number, withCandidates: number }>, ruleCounts: Array<{ side: Side, rule: string, orphans: number, single: number, settled: number }> }> } | null };

export type PipelinesQueryVariables = Exact<{ [key: string]: never; }>;


export type PipelinesQuery = { pipelines: Array<{ name: string, title: string, kind: PipelineKind | null, left: string | null, right: string | null, models: Array<{ name: string, title: string, columns: Array<{ name: string, title: string, personal: boolean }>, candidateRules: Array<{ name: string, description: string }> }>, latestMigration: { id: string, status: MigrationStatus, queuedAt: string, finishedAt: string | null, error: { code: string, message: string } | null } | null }> };

export type FinishedSubscriptionVariables = Exact<{
  pipeline?: string | null | undefined;
}>;


export type FinishedSubscription = { migrationFinished: { id: string, status: MigrationStatus } };

export type ProfileQueryVariables = Exact<{
  pipeline: string;
}>;


export type ProfileQuery = { trend: Array<{ migrationId: string, finishedAt: string | null, durationMs: number | null, dryRun: boolean, model: string, result: { leftRecords: number, rightRecords: number }, migration: { peakMemoryBytes: number | null, stages: Array<{ name: StageName, model: string | null, done: number, durationMs: number | null }> } }> };

export type SyncsQueryVariables = Exact<{
  pipeline: string;
}>;


export type SyncsQuery = { trend: Array<{ migrationId: string, finishedAt: string | null, durationMs: number | null, dryRun: boolean, migration: { successRate: number | null, successLevel: Level | null, efficiency: number | null, efficiencyLevel: Level | null, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number } | null, detections: Array<{ detectedBy: Detection, rows: number }>, rejectionCounts: Array<{ reason: string, rows: number }> } }>, thresholds: { successWarning: number, successCritical: number, efficiencyOptimal: number, efficiencyInefficient: number } };

export type TrendQueryVariables = Exact<{
  pipeline: string;
}>;


export type TrendQuery = { trend: Array<{ migrationId: string, finishedAt: string | null, durationMs: number | null, dryRun: boolean, model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, duplicates: number, matchRate: number, migration: { rules: string, codeVersion: string }, result: { leftRecords: number, rightRecords: number, excluded: number } }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ClusterFragmentDoc = new TypedDocumentString(`
    fragment Cluster on Duplicate {
  id
  sameSide
  leftCount
  rightCount
  records(first: 40) {
    totalCount
    nodes {
      id
      side
      fields {
        name
        title
        value
        personal
      }
      why {
        key
        value
      }
    }
  }
}
    `, {"fragmentName":"Cluster"}) as unknown as TypedDocumentString<ClusterFragment, unknown>;
export const DuplicateSurveyDocument = new TypedDocumentString(`
    query DuplicateSurvey($id: ID!) {
  migration(id: $id) {
    id
    results {
      model
      total
      matched
      duplicates
      sameSideClusters
      keyUsage {
        key
        leftRecords
        rightRecords
        leftUnusable
        rightUnusable
        values
        tyingValues
        sharedValues
        matched
        matchedAlone
        duplicates
        bridges
      }
      clusterSizes {
        left
        right
        clusters
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DuplicateSurveyQuery, DuplicateSurveyQueryVariables>;
export const BridgesDocument = new TypedDocumentString(`
    query Bridges($id: ID!, $model: String!) {
  bridges(migrationId: $id, model: $model, first: 50) {
    totalCount
    nodes {
      key
      value
      personal
      larger
      smaller
      settles
      duplicate {
        id
        leftCount
        rightCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BridgesQuery, BridgesQueryVariables>;
export const LargestDuplicatesDocument = new TypedDocumentString(`
    query LargestDuplicates($id: ID!, $model: String!) {
  largestDuplicates(migrationId: $id, model: $model, first: 12) {
    ...Cluster
  }
}
    fragment Cluster on Duplicate {
  id
  sameSide
  leftCount
  rightCount
  records(first: 40) {
    totalCount
    nodes {
      id
      side
      fields {
        name
        title
        value
        personal
      }
      why {
        key
        value
      }
    }
  }
}`) as unknown as TypedDocumentString<LargestDuplicatesQuery, LargestDuplicatesQueryVariables>;
export const FindDuplicatesDocument = new TypedDocumentString(`
    query FindDuplicates($id: ID!, $model: String!, $search: String!) {
  duplicates(migrationId: $id, model: $model, search: $search, first: 12) {
    totalCount
    nodes {
      ...Cluster
    }
  }
}
    fragment Cluster on Duplicate {
  id
  sameSide
  leftCount
  rightCount
  records(first: 40) {
    totalCount
    nodes {
      id
      side
      fields {
        name
        title
        value
        personal
      }
      why {
        key
        value
      }
    }
  }
}`) as unknown as TypedDocumentString<FindDuplicatesQuery, FindDuplicatesQueryVariables>;
export const FlowDocument = new TypedDocumentString(`
    query Flow($from: ID!, $to: ID!, $model: String!) {
  outcomeFlow(fromMigrationId: $from, toMigrationId: $to, model: $model) {
    moves {
      side
      from
      to
      records
    }
    ties {
      side
      key
      kept
      gained
      lost
    }
  }
}
    `) as unknown as TypedDocumentString<FlowQuery, FlowQueryVariables>;
export const MovedDocument = new TypedDocumentString(`
    query Moved($from: ID!, $to: ID!, $model: String!, $was: RecordOutcome, $is: RecordOutcome, $side: Side, $after: String) {
  movedRecords(
    fromMigrationId: $from
    toMigrationId: $to
    model: $model
    from: $was
    to: $is
    side: $side
    first: 100
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      from
      to
      record {
        id
        side
        fields {
          name
          title
          value
          personal
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MovedQuery, MovedQueryVariables>;
export const OrphanSurveyDocument = new TypedDocumentString(`
    query OrphanSurvey($id: ID!) {
  migration(id: $id) {
    id
    results {
      model
      orphanedLeft
      orphanedRight
      orphanedLeftWithCandidates
      orphanedRightWithCandidates
      orphanCounts {
        side
        facet
        column
        value
        isRest
        orphans
        withCandidates
      }
      ruleCounts {
        side
        rule
        orphans
        single
        settled
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrphanSurveyQuery, OrphanSurveyQueryVariables>;
export const PipelinesDocument = new TypedDocumentString(`
    query Pipelines {
  pipelines {
    name
    title
    kind
    left
    right
    models {
      name
      title
      columns {
        name
        title
        personal
      }
      candidateRules {
        name
        description
      }
    }
    latestMigration {
      id
      status
      queuedAt
      finishedAt
      error {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PipelinesQuery, PipelinesQueryVariables>;
export const FinishedDocument = new TypedDocumentString(`
    subscription Finished($pipeline: String) {
  migrationFinished(pipeline: $pipeline) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<FinishedSubscription, FinishedSubscriptionVariables>;
export const ProfileDocument = new TypedDocumentString(`
    query Profile($pipeline: String!) {
  trend(pipeline: $pipeline, last: 366) {
    migrationId
    finishedAt
    durationMs
    dryRun
    model
    result {
      leftRecords
      rightRecords
    }
    migration {
      peakMemoryBytes
      stages {
        name
        model
        done
        durationMs
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProfileQuery, ProfileQueryVariables>;
export const SyncsDocument = new TypedDocumentString(`
    query Syncs($pipeline: String!) {
  trend(pipeline: $pipeline, last: 366) {
    migrationId
    finishedAt
    durationMs
    dryRun
    migration {
      rows {
        read
        created
        updated
        unchanged
        rejected
      }
      successRate
      successLevel
      efficiency
      efficiencyLevel
      detections {
        detectedBy
        rows
      }
      rejectionCounts {
        reason
        rows
      }
    }
  }
  thresholds {
    successWarning
    successCritical
    efficiencyOptimal
    efficiencyInefficient
  }
}
    `) as unknown as TypedDocumentString<SyncsQuery, SyncsQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($pipeline: String!) {
  trend(pipeline: $pipeline, last: 366) {
    migrationId
    finishedAt
    durationMs
    dryRun
    model
    total
    matched
    orphanedLeft
    orphanedRight
    duplicates
    matchRate
    migration {
      rules
      codeVersion
    }
    result {
      leftRecords
      rightRecords
      excluded
    }
  }
}
    `) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;