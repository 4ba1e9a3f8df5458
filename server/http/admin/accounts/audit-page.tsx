import { useEffect, useState } from "preact/hooks";
import { useQuery } from "../api/use-query.js";
import { type AuditAction, AuditEntriesDocument, type AuditEntriesQuery } from "../generated/graphql.js";
import { Choice, Field } from "../parts/fields.js";
import { Moment } from "../parts/moment.js";
import { PAGE_SIZE, Pager } from "../parts/pager.js";
import { AUDIT } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Empty, Shown } from "../parts/states.js";
import { type Filters, useFilters } from "../parts/use-filters.js";
import { AUDIT_ACTIONS } from "../parts/words.js";
import { AdminView } from "./admin-views.js";
import { describeDetails } from "./audit-details.js";

const ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];

/** Who did what. */
export function AuditPage() {
  return (
    <AdminView place={AUDIT}>
      <Entries />
    </AdminView>
  );
}

function Entries() {
  const filters = useFilters();
  const action = filters.oneOf("action", ACTIONS);
  const actor = filters.get("actor");
  const state = useQuery(AuditEntriesDocument, {
    actor,
    actions: action === null ? null : [action],
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  return (
    <>
      <div class="cw-filters">
        <Choice
          id="action"
          label="Action"
          value={action ?? ""}
          choices={[["", "All"], ...ACTIONS.map((name): [string, string] => [name, AUDIT_ACTIONS[name]])]}
          onChange={(value) => filters.set({ action: value })}
        />
        <ActorFilter key={actor} actor={actor ?? ""} filters={filters} />
      </div>
      <Shown state={state} what="Loading the audit log">
        {({ auditEntries }) =>
          auditEntries.totalCount === 0 ? (
            <Empty title="No entry is like that">Widen the filters to see others.</Empty>
          ) : (
            <>
              <Scrolling label="Audit log">
                <EntryTable entries={auditEntries.nodes} filters={filters} />
              </Scrolling>
              <Pager page={auditEntries} items="entries" />
            </>
          )
        }
      </Shown>
    </>
  );
}

const PAUSE_MS = 400;

/** Looked for once nothing more is written. */
function ActorFilter({ actor, filters }: { readonly actor: string; readonly filters: Filters }) {
  const [written, setWritten] = useState(actor);
  useEffect(() => {
    if (written === actor) return;
    const timer = setTimeout(() => filters.set({ actor: written }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [written, actor, filters]);
  return (
    <Field
      id="actor"
      label="By"
      type="search"
      width="20"
      spellcheck={false}
      value={written}
      onChange={(value) => setWritten(value.trim())}
    />
  );
}

interface EntryTableProps {
  readonly entries: AuditEntriesQuery["auditEntries"]["nodes"];
  readonly filters: Filters;
}

function EntryTable({ entries, filters }: EntryTableProps) {
  return (
    <table class="govuk-table cw-table cw-stacking">
      <thead class="govuk-table__head">
        <tr>
          {["Entry", "When", "By", "Action", "Particulars"].map((name) => (
            <th key={name} scope="col" class="govuk-table__header">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {entries.map(({ number, at, actor, action, details }) => (
          <tr key={number} class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {number}
            </th>
            <td class="govuk-table__cell" data-label="When">
              <Moment at={at} withSeconds />
            </td>
            <td class="govuk-table__cell" data-label="By">
              <button
                type="button"
                class="cw-action"
                aria-label={`Only what ${actor} did`}
                onClick={() => filters.set({ actor })}
              >
                {actor}
              </button>
            </td>
            <td class="govuk-table__cell" data-label="Action">
              {AUDIT_ACTIONS[action]}
            </td>
            <td class="govuk-table__cell cw-particulars" data-label="Particulars">
              {describeDetails(details)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
