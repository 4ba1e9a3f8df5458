import type { FollowedMigration } from "../client/follow-migration.js";
import { count, percentReached } from "./figures.js";

/** What is told of an upsert; the sections and their order are those of the guide of the student migration. */
export type SummarisedUpsert = Pick<
  FollowedMigration,
  "options" | "dryRun" | "rows" | "effects" | "successRate" | "efficiency" | "recommendations"
>;

type Effects = FollowedMigration["effects"][number];
type Counted = Exclude<keyof Effects, "entity" | "__typename">;

/** How the guide names an entity and which of its counts it tells. */
const SECTIONS: readonly { readonly entity: string; readonly title: string; readonly counts: readonly Counted[] }[] = [
  { entity: "persons", title: "👥 PERSONS", counts: ["created", "updated", "unchanged"] },
  { entity: "students", title: "🎓 STUDENTS", counts: ["created", "updated", "unchanged"] },
  { entity: "emergency_contacts", title: "📞 EMERGENCY CONTACTS", counts: ["created", "updated", "deleted"] },
  { entity: "sponsorships", title: "💰 SPONSORSHIPS", counts: ["created", "updated", "ended"] },
];

const ALL_COUNTS: readonly Counted[] = ["created", "updated", "unchanged", "deleted", "ended"];

const LABELS: Readonly<Record<Counted, string>> = {
  created: "Created",
  updated: "Updated",
  unchanged: "Skipped",
  deleted: "Deleted",
  ended: "Ended",
};

/** The guide's summary of an upsert, as lines for people, and what to do next. */
export function summariseUpsert(migration: SummarisedUpsert): readonly string[] {
  const { options, dryRun, rows, effects, recommendations } = migration;
  const mode = (options.mode ?? "UPSERT").toLowerCase().replace("_", "-");
  const { read = 0, successful = 0, unchanged = 0, rejected = 0 } = rows ?? {};
  return [
    `📊 IDEMPOTENT MIGRATION (${mode}${dryRun ? ", dry run" : ""}) RESULTS:`,
    ...section("📈 INPUT", [
      `Total legacy records: ${count(read)}`,
      `Records processed: ${count(successful + rejected)}`,
    ]),
    "",
    ...section("✅ OUTPUT (SUCCESSFUL)", [
      `Total successful: ${count(successful)}`,
      `Skipped (unchanged): ${count(unchanged)}`,
    ]),
    ...entitySections(effects),
    "",
    `   📊 SUCCESS RATE: ${percentReached(successful, read)}`,
    `   ⚡ EFFICIENCY: ${percentReached(unchanged, read)} of records skipped (no changes needed)`,
    ...adviceLines(recommendations),
  ];
}

/** The guide's entities in its order, then any others. */
function entitySections(effects: readonly Effects[]): readonly string[] {
  const others = effects
    .filter(({ entity }) => !SECTIONS.some((known) => known.entity === entity))
    .map(({ entity }) => ({ entity, title: entity.replaceAll("_", " ").toUpperCase(), counts: ALL_COUNTS }));
  const told = [...SECTIONS.filter(({ entity }) => effects.some((each) => each.entity === entity)), ...others];
  return told.flatMap(({ entity, title, counts }) => {
    const of = effects.find((each) => each.entity === entity);
    return [
      "",
      ...section(
        title,
        counts.map((each) => `${LABELS[each]}: ${count(of?.[each] ?? 0)}`),
      ),
    ];
  });
}

function adviceLines(recommendations: SummarisedUpsert["recommendations"]): readonly string[] {
  if (recommendations.length === 0) return [];
  const lines = recommendations.flatMap(({ message, evidence: { title, url, query } }) => [
    `- ${message}`,
    `  ${title}: ${url ?? query}`,
  ]);
  return ["", ...section("💡 RECOMMENDATIONS", lines)];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`   ${title}:`, ...lines.map((line) => `      ${line}`)];
}
