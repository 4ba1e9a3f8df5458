import type { Colour } from "../parts/colour.js";
import { Go } from "../parts/go.js";
import { Moment } from "../parts/moment.js";
import { migrationPlace } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Tag } from "../parts/tag.js";
import type { ScheduleShown } from "./shown.js";

type Delivery = ScheduleShown["deliveries"]["nodes"][number];

const STATUSES: Readonly<Record<Delivery["status"], readonly [text: string, colour: Colour]>> = {
  DELIVERED: ["Delivered", "green"],
  PENDING: ["On its way", "blue"],
  FAILED: ["Given up", "red"],
};

/** Whether the webhook was told. */
export function Deliveries({ deliveries }: Pick<ScheduleShown, "deliveries">) {
  if (deliveries.nodes.length === 0) return null;
  return (
    <section aria-labelledby="deliveries">
      <h2 class="govuk-heading-m" id="deliveries">
        News to the webhook
      </h2>
      <Scrolling label="News to the webhook">
        <table class="govuk-table cw-table">
          <thead class="govuk-table__head">
            <tr>
              {["When", "Migration", "Status", "Answer"].map((name) => (
                <th key={name} scope="col" class="govuk-table__header">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {deliveries.nodes.map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} />
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}

function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const { createdAt, migration, status, attempts, responseStatus, error, nextAttemptAt } = delivery;
  const [text, colour] = STATUSES[status];
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <Moment at={createdAt} />
      </th>
      <td class="govuk-table__cell">{migration ? <Go to={migrationPlace(migration.id)}>{migration.id}</Go> : "–"}</td>
      <td class="govuk-table__cell">
        <Tag colour={colour}>{text}</Tag> {attempts > 1 && `after ${attempts} tries`}
      </td>
      <td class="govuk-table__cell">
        {[responseStatus, error].filter(Boolean).join(" ") || "–"}
        {nextAttemptAt && (
          <span class="cw-card__more">
            Next try <Moment at={nextAttemptAt} />
          </span>
        )}
      </td>
    </tr>
  );
}
