import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import * as http from "node:http";
import * as https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Attempt, WebhookPost } from "../core/schedule/delivery-store.js";
import { isLocalAddress, isLocalHost } from "./webhook-address.js";

export interface WebhookSettings {
  readonly allowLocal: boolean;
  readonly timeoutMs?: number;
  /** the addresses of a name */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

const TIMEOUT_MS = 10_000;

class AddressRefused extends Error {}

/** Posts signed news to webhooks. Redirects are not followed, and of the answer its status is all that is read. */
export function createWebhookPost({ allowLocal, timeoutMs = TIMEOUT_MS, resolve = addressesOf }: WebhookSettings) {
  const isRefused = (address: string): boolean => !allowLocal && isLocalAddress(address);

  /** Connects to the addresses that were looked at, so that a name can't turn to another one in between. */
  const lookUp: LookupFunction = (name, { all }, found) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return found(new Error("the name has no address"), "");
        if (addresses.some(isRefused)) return found(new AddressRefused(), "");
        if (all)
          found(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        else found(null, first, isIP(first));
      },
      (error: Error) => found(error, ""),
    );
  };

  return async function post({ deliveryId, url, secret, body, at }: WebhookPost): Promise<Attempt> {
    try {
      const { hostname, protocol } = new URL(url);
      // An address is not looked up.
      if (!allowLocal && isLocalHost(hostname)) throw new AddressRefused();
      const responseStatus = await send(protocol === "https:" ? https : http, url, body, {
        headers: { ...headersOf(deliveryId, at), "crosswalk-signature": `v1=${sign(secret, at, body)}` },
        lookup: lookUp,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const isTaken = responseStatus >= 200 && responseStatus < 300;
      return { responseStatus, problem: isTaken ? null : problemOf(responseStatus) };
    } catch (error) {
      return { responseStatus: null, problem: explain(error, timeoutMs) };
    }
  };
}

function headersOf(deliveryId: number, at: Date) {
  return {
    "content-type": "application/json",
    "user-agent": "crosswalk",
    "crosswalk-event": "migration.ended",
    "crosswalk-delivery": String(deliveryId),
    "crosswalk-timestamp": secondsOf(at),
  };
}

/** What proves to the receiver that news is ours and new: it signs the time with the body. */
function sign(secret: string, at: Date, body: string): string {
  return createHmac("sha256", secret)
    .update(`${secondsOf(at)}.${body}`)
    .digest("hex");
}

function secondsOf(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}

async function addressesOf(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** The status of the answer; what else comes is not read. */
function send(client: typeof http | typeof https, url: string, body: string, options: https.RequestOptions) {
  return new Promise<number>((resolve, reject) => {
    // No agent, and so no connection that was made for something else.
    const request = client.request(url, { ...options, method: "POST", agent: false }, (response) => {
      resolve(response.statusCode ?? 0);
      response.on("error", () => {});
      response.destroy();
    });
    request.on("error", reject);
    request.end(body);
  });
}

function problemOf(status: number): string {
  return status >= 300 && status < 400
    ? `The receiver answered ${status}: redirects are not followed. Give the address that it leads to.`
    : `The receiver answered ${status}; 200 to 299 were expected.`;
}

/** For people; never the URL, which may hold a token. */
function explain(error: unknown, timeoutMs: number): string {
  if (error instanceof AddressRefused)
    return "The webhook leads into the local network, which is refused unless WEBHOOK_ALLOW_LOCAL=true.";
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (name === "TimeoutError" || name === "AbortError")
    return `The receiver did not answer within ${timeoutMs / 1000} s.`;
  return `The receiver could not be reached${typeof code === "string" ? ` (${code})` : ""}.`;
}
