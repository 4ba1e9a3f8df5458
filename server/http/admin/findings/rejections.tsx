import { useState } from "preact/hooks";
import { useQuery } from "../api/use-query.js";
import {
  RejectionReasonsDocument,
  type RejectionReasonsQuery,
  RejectionsDocument,
  type RejectionsQuery,
} from "../generated/graphql.js";
import type { MigrationHead } from "../migration/shown.js";
import { capitalised, count, spaced } from "../parts/format.js";
import { Go } from "../parts/go.js";
import { PAGE_SIZE } from "../parts/pager.js";
import { migrationPlace } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Shown } from "../parts/states.js";
import { useFilters } from "../parts/use-filters.js";
import { MaskedNote } from "../session/role-note.js";
import { FindingList } from "./finding-list.js";

type Rejection = RejectionsQuery["rejections"]["nodes"][number];
type Reason = RejectionReasonsQuery["rejectionReasons"][number];

/** Rows that could not be taken: how many for each reason, and each of them. */
export function RejectionsPage({ migration }: { readonly migration: MigrationHead }) {
  const filters = useFilters();
  const reason = filters.get("reason");
  const reasons = useQuery(RejectionReasonsDocument, { migrationId: migration.id });
  const state = useQuery(RejectionsDocument, {
    migrationId: migration.id,
    reason,
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  return (
    <>
      <MaskedNote />
      <Shown state={reasons} what="Loading the reasons">
        {({ rejectionReasons }) =>
          rejectionReasons.length > 0 && <Reasons id={migration.id} reasons={rejectionReasons} chosen={reason} />
        }
      </Shown>
      <FindingList
        state={state}
        choose={({ rejections }) => rejections}
        items="rejections"
        isFiltered={reason !== null}
      >
        {(rejections) => (
          <ol class="cw-findings">
            {rejections.map((rejection, i) => (
              <li key={`${i} ${rejection.recordId}`} class="cw-finding">
                <RejectionCard rejection={rejection} />
              </li>
            ))}
          </ol>
        )}
      </FindingList>
    </>
  );
}

interface ReasonsProps {
  readonly id: string;
  readonly reasons: readonly Reason[];
  readonly chosen: string | null;
}

function Reasons({ id, reasons, chosen }: ReasonsProps) {
  const [byName, setByName] = useState(false);
  const all = reasons.reduce((sum, { rows }) => sum + rows, 0);
  const most = Math.max(...reasons.map(({ rows }) => rows));
  const sorted = byName ? reasons.toSorted((a, b) => a.reason.localeCompare(b.reason)) : reasons;
  return (
    <Scrolling label="Reasons">
      <table class="govuk-table cw-table cw-reasons">
        <caption class="govuk-table__caption govuk-table__caption--s">Reasons</caption>
        <thead class="govuk-table__head">
          <tr>
            <th scope="col" class="govuk-table__header" aria-sort={byName ? "ascending" : "none"}>
              <button type="button" class="cw-sort" onClick={() => setByName(true)}>
                Reason {byName && <span aria-hidden="true">▲</span>}
              </button>
            </th>
            <th
              scope="col"
              class="govuk-table__header govuk-table__header--numeric"
              aria-sort={byName ? "none" : "descending"}
            >
              <button type="button" class="cw-sort" onClick={() => setByName(false)}>
                Rows {!byName && <span aria-hidden="true">▼</span>}
              </button>
            </th>
            <td class="govuk-table__header" />
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          <ReasonLine
            to={migrationPlace(id, "rejections")}
            name="All"
            rows={all}
            most={all}
            isChosen={chosen === null}
          />
          {sorted.map(({ reason, rows }) => (
            <ReasonLine
              key={reason}
              to={migrationPlace(id, "rejections", { reason })}
              name={capitalised(spaced(reason))}
              rows={rows}
              most={most}
              isChosen={chosen === reason}
            />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

interface ReasonLineProps {
  readonly to: string;
  readonly name: string;
  readonly rows: number;
  readonly most: number;
  readonly isChosen: boolean;
}

function ReasonLine({ to, name, rows, most, isChosen }: ReasonLineProps) {
  return (
    <tr class={`govuk-table__row${isChosen ? " cw-reasons__chosen" : ""}`}>
      <th scope="row" class="govuk-table__header">
        <Go to={to} current={isChosen}>
          {name}
        </Go>
      </th>
      <td class="govuk-table__cell govuk-table__cell--numeric">{count(rows)}</td>
      <td class="govuk-table__cell cw-reasons__bar" aria-hidden="true">
        <div style={{ width: `${(rows / most) * 100}%` }} />
      </td>
    </tr>
  );
}

function RejectionCard({ rejection }: { readonly rejection: Rejection }) {
  const { recordId, reason, message, row, model, source } = rejection;
  return (
    <article>
      <h2 class="govuk-heading-s cw-finding__title">
        <code class="cw-code">{recordId === "" ? "no id" : recordId}</code>
        <span class="cw-finding__about">
          {model}, {source}
        </span>
        <code class="cw-code">{reason}</code>
      </h2>
      <p class="govuk-body govuk-!-margin-bottom-1">{message}</p>
      <details class="govuk-details govuk-!-margin-bottom-0">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">The values concerned</span>
        </summary>
        <RowValues row={row} />
      </details>
    </article>
  );
}

/** A rejected row, or several in one, column by column. */
function RowValues({ row }: { readonly row: unknown }) {
  if (Array.isArray(row))
    return (
      <>
        {row.map((each, i) => (
          <RowValues key={i} row={each} />
        ))}
      </>
    );
  if (typeof row !== "object" || row === null) return <pre class="cw-row">{String(row)}</pre>;
  return (
    <dl class="cw-row">
      {Object.entries(row).map(([name, value]) => (
        <div key={name} class="cw-row__one">
          <dt>{name}</dt>
          <dd>
            {value === null || value === "" ? (
              <span class="cw-none">{value === null ? "none" : "empty"}</span>
            ) : typeof value === "object" ? (
              <RowValues row={value} />
            ) : (
              String(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
