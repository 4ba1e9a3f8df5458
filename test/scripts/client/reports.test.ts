import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportsHere, reportsOfServer, saveReports } from "../../../scripts/client/reports.js";

const REPORT = { url: "/reports/7/upsert.json", fileName: "a report.json" };

let folder: string;
let server: Server;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "crosswalk-reports-"));
  server = createServer((request, response) => {
    const isSignedIn = request.headers.authorization === `Basic ${Buffer.from("ada:secret: word").toString("base64")}`;
    if (isSignedIn && request.url === REPORT.url) response.end("{}");
    else
      response
        .writeHead(410, { "content-type": "application/json" })
        .end('{"code":"DETAILS_DELETED","message":"gone"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe("reports", () => {
  it("of a server come with the credentials of its API, and its errors as they are", async () => {
    const open = reportsOfServer({ url, username: "ada", password: "secret: word" });
    expect(await text(await open(REPORT))).toBe("{}");
    await expect(open({ url: "/reports/8/x" })).rejects.toMatchObject({ code: "DETAILS_DELETED", message: "gone" });
  });

  it("of a server that is not there say so", async () => {
    const open = reportsOfServer({ url: "http://127.0.0.1:1", username: "a", password: "b" });
    await expect(open(REPORT)).rejects.toMatchObject({ code: "API_UNREACHABLE" });
  });

  it("of the process are opened by migration and name", async () => {
    const asked: unknown[] = [];
    const open = reportsHere({
      open: async (migration, name) => {
        asked.push([migration, name]);
        return {
          stream: Readable.from(["{}"]),
          view: "PLAIN",
          fileName: "",
          contentType: "",
          bytes: null,
          sha256: null,
        };
      },
    });
    expect(await text(await open({ url: "/reports/7/duplicates-a%20b.csv" }))).toBe("{}");
    expect(asked).toEqual([[7, "duplicates-a b.csv"]]);
    await expect(reportsHere({ open: async () => null })(REPORT)).rejects.toMatchObject({ code: "REPORT_NOT_FOUND" });
  });
});

describe("saving reports", () => {
  it("makes the folder and writes each under its own name, again over an earlier one", async () => {
    const target = path.join(folder, "new", "folder");
    for (const content of ["first", "second"]) {
      const files = await saveReports(async () => Readable.from([content]), [REPORT], target);
      expect(files).toEqual([path.join(target, REPORT.fileName)]);
      expect(await readFile(files[0] as string, "utf8")).toBe(content);
    }
    expect(await readdir(target)).toEqual([REPORT.fileName]);
  });

  it("leaves nothing of a report that broke off", async () => {
    const target = path.join(folder, "broken");
    const breaking = Readable.from(
      (async function* () {
        yield "some";
        throw new Error("lost");
      })(),
    );
    await expect(saveReports(async () => breaking, [REPORT], target)).rejects.toMatchObject({
      code: "REPORT_NOT_WRITTEN",
    });
    expect(await readdir(target)).toEqual([]);
  });

  it("says where it can't write", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "");
    const saving = saveReports(async () => Readable.from(["a"]), [REPORT], file);
    await expect(saving).rejects.toMatchObject({ code: "REPORT_NOT_WRITTEN", message: expect.stringContaining(file) });
  });
});
