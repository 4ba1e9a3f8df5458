export const OVERVIEW = "/migrations";
export const HISTORY = "/migrations/history";
export const SCHEDULES = "/migrations/schedules";
export const ADMIN = "/migrations/admin";
export const USERS = "/migrations/admin/users";
export const TOKENS = "/migrations/admin/tokens";
export const AUDIT = "/migrations/admin/audit";
export const ME = "/migrations/me";
/** pages of their own: what leads there is no place of this page */
export const NOTEBOOKS = "/notebooks/";

/** The views of one migration beside its result. */
export type MigrationView = "matches" | "orphans" | "duplicates" | "rejections" | "changes" | "shared-values";

type Filters = Readonly<Record<string, string | null | undefined>>;

export function migrationPlace(id: string, view?: MigrationView, filters: Filters = {}): string {
  return withFilters(`/migrations/${encodeURIComponent(id)}${view ? `/${view}` : ""}`, filters);
}

export function startPlace(pipeline: string, filters: Filters = {}): string {
  return withFilters(`/migrations/pipelines/${encodeURIComponent(pipeline)}/start`, filters);
}

export function historyPlace(filters: Filters = {}): string {
  return withFilters(HISTORY, filters);
}

export function schedulePlace(id: string, edit = false): string {
  return `${SCHEDULES}/${encodeURIComponent(id)}${edit ? "/edit" : ""}`;
}

/** An address with those of the filters that are set. */
export function withFilters(place: string, filters: Filters): string {
  const set = Object.entries(filters).filter((each): each is [string, string] => Boolean(each[1]));
  return set.length === 0 ? place : `${place}?${new URLSearchParams(set)}`;
}
