import { bytes, capitalised, spaced } from "../parts/format.js";
import { Scrolling } from "../parts/scrolling.js";
import { REPORT_VIEWS } from "../parts/words.js";
import type { MigrationResult } from "./shown.js";

interface DownloadsProps {
  readonly reports: MigrationResult["reports"];
  readonly detailsKept: boolean;
}

/** The reports, to take along. */
export function Downloads({ reports, detailsKept }: DownloadsProps) {
  if (reports.length === 0)
    return detailsKept ? null : (
      <p class="govuk-body">The reports went with the details, as the settings say; the counts are kept.</p>
    );
  return (
    <section aria-labelledby="downloads">
      <h2 class="govuk-heading-m" id="downloads">
        Downloads
      </h2>
      <Scrolling label="Downloads">
        <table class="govuk-table cw-table cw-stacking">
          <thead class="govuk-table__head">
            <tr>
              <th scope="col" class="govuk-table__header">
                Report
              </th>
              <th scope="col" class="govuk-table__header">
                Of
              </th>
              <th scope="col" class="govuk-table__header">
                Format
              </th>
              <th scope="col" class="govuk-table__header">
                Personal fields
              </th>
              <th scope="col" class="govuk-table__header govuk-table__header--numeric">
                Size
              </th>
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {reports.map(({ url, kind, model, format, view, fileName, bytes: size, sha256 }) => (
              <tr key={url} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  <a class="govuk-link" href={url} download={fileName} title={sha256 ? `SHA-256 ${sha256}` : undefined}>
                    {capitalised(spaced(kind))}
                    <span class="govuk-visually-hidden">
                      {model ? ` of ${model}` : ""}, {format}
                      {view === "MASKED" ? ", masked" : ""}
                    </span>
                  </a>
                </th>
                <td class="govuk-table__cell" data-label="Of">
                  {model ?? "all"}
                </td>
                <td class="govuk-table__cell" data-label="Format">
                  {format.toUpperCase()}
                </td>
                <td class="govuk-table__cell" data-label="Personal fields">
                  {REPORT_VIEWS[view]}
                </td>
                <td class="govuk-table__cell govuk-table__cell--numeric" data-label="Size">
                  {size === null ? "–" : bytes(size)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}
