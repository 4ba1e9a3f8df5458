import type { Delivery, Webhook } from "./schedule.js";

/** Whom to tell of a migration's end. */
export interface Recipient {
  readonly schedule: { readonly id: number; readonly name: string };
  readonly webhook: Webhook & { readonly secret: string };
}

/** The news of an end, as it is sent. */
export interface News extends Pick<Delivery, "id" | "status"> {
  readonly body: string;
}

/** What came of an attempt. */
export interface Attempt {
  /** what the receiver answered; null where it did not */
  readonly responseStatus: number | null;
  /** why it was not taken, for people and without secrets; null where it was */
  readonly problem: string | null;
}

/** Deliveries to webhooks in our own database: one for each migration that its schedule's webhook is told of. */
export interface DeliveryStore {
  /** null where the migration has not ended, or nobody is to be told of it any more */
  recipientOf(migrationId: number): Promise<Recipient | null>;
  find(migrationId: number): Promise<News | null>;
  /** keeps what is to be told; where somebody else was faster, what they kept stays */
  prepare(migrationId: number, recipient: Recipient, body: string, now: Date): Promise<void>;
  /** counts an attempt before it is made, so that one whose worker dies counts too; gives how many there were */
  begin(id: number, url: string, now: Date): Promise<number>;
  /** keeps what came of it, and when the next is; with a problem and no next, it is given up */
  end(id: number, attempt: Attempt, next: Date | null): Promise<void>;
  /** gives up what is still on its way */
  giveUp(migrationId: number, problem: string): Promise<void>;
}

/** What is posted, and how it is proved to be ours. */
export interface WebhookPost {
  readonly deliveryId: number;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  readonly at: Date;
}
