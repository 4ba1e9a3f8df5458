import { CrosswalkError } from "../../core/errors.js";
import type { Source, Target } from "../../core/ports.js";
import { ReadingConnections } from "./connections.js";
import { openPostgresqlSource, type PostgresqlSource } from "./postgresql.js";
import { openPostgresqlTarget } from "./postgresql-target.js";

/** A source of the configuration: where it is, and what it is called. */
export type SourceSettings = PostgresqlSource;

interface SourceKind {
  readonly open: (at: SourceSettings) => Promise<Source>;
  readonly openTarget: (at: SourceSettings) => Promise<Target>;
}

/** The services that a process reads and updates. */
export interface Sources extends SourceKind {
  /** ends the connections that wait to be taken over */
  readonly close: () => Promise<void>;
}

export function createSources(): Sources {
  const connections = new ReadingConnections();
  const postgresql: SourceKind = {
    open: (at) => openPostgresqlSource(at, connections),
    openTarget: openPostgresqlTarget,
  };
  /** What opens a URL, by its scheme; a new kind of source is a file here and a line. */
  const kinds: Readonly<Record<string, SourceKind>> = { "postgresql:": postgresql, "postgres:": postgresql };

  function kindOf(at: SourceSettings): SourceKind {
    const scheme = new URL(at.url).protocol;
    const kind = kinds[scheme];
    if (kind) return kind;
    throw new CrosswalkError(
      "SOURCE_KIND_UNKNOWN",
      `${at.setting} is a URL of the scheme ${scheme}; expected one of ${Object.keys(kinds).join(", ")}.`,
    );
  }

  return {
    open: async (at) => kindOf(at).open(at),
    openTarget: async (at) => kindOf(at).openTarget(at),
    close: () => connections.close(),
  };
}
