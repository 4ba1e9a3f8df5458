import * as Inputs from "@observablehq/inputs";
import { html } from "htl";
import { type CsvValue, toCsv } from "./csv.ts";

export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => CsvValue;
  /** as it is shown; sorting goes by the value */
  readonly format?: (value: never) => string;
  readonly align?: "left" | "right";
  readonly width?: number;
}

/** A table that sorts by a click on a heading, and downloads as CSV with the values as they are. */
export function table<Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { shown = 12 }: { readonly shown?: number } = {},
): HTMLElement {
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  if (rows.length === 0) return html`<p class="nothing">There is nothing to list.</p>`;
  const of = <T>(choose: (column: TableColumn<Row>) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      columns.flatMap((column) => (choose(column) === undefined ? [] : [[column.title, choose(column)]])),
    ) as Record<string, T>;
  const shownTable = Inputs.table(
    cells.map((row) => Object.fromEntries(row.map((value, i) => [titles[i], value]))),
    {
      columns: titles,
      select: false,
      rows: shown,
      format: of(({ format }) =>
        format
          ? (value: never) => (value === null ? "–" : format(value))
          : (value: CsvValue) =>
              value === null ? "–" : typeof value === "number" ? value.toLocaleString("en-GB") : String(value),
      ),
      align: of(({ align }) => align),
      width: of(({ width }) => width),
      layout: "auto",
    },
  );
  const button = html`<button type="button" class="download">Download CSV</button>` as HTMLButtonElement;
  button.onclick = () => save(`${name}.csv`, toCsv(titles, cells));
  return html`<div class="table">${shownTable}${button}</div>`;
}

function save(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
