import { describe, expect, it } from "vitest";
import { readSponsorsFile } from "../../../scripts/console/sponsors-file.js";

describe("a file of sponsors", () => {
  it("gives each code once, however it is written", () => {
    const text = '\ufeffName,Code\r\n"Bridge, to Learning", bridge \r\n\r\nAlumni,ALUM\r\nAlumni,alum\r\n';
    expect(readSponsorsFile(text)).toEqual([
      { code: "BRIDGE", name: "Bridge, to Learning" },
      { code: "ALUM", name: "Alumni" },
    ]);
  });

  it("may have no sponsors, but needs its header", () => {
    expect(readSponsorsFile("code,name\n")).toEqual([]);
    for (const text of ["", "ALUM,Alumni\n", "code,name,more\n", "code\nALUM\n", "code,code\n"])
      expect(() => readSponsorsFile(text), text).toThrow(/line 1: expected the header code,name/);
  });

  it("names every bad line, and no good one", () => {
    const text = "code,name\nA,First\n,Blank\nB\nC,Third,more\nA,Other\nD,Fourth\nE,\u0007\n";
    expect(() => readSponsorsFile(text)).toThrow(
      expect.objectContaining({
        code: "SPONSORS_FILE_INVALID",
        message: expect.stringMatching(
          /imported.*\n {2}line 3: .*code is blank.*\n {2}line 4: expected 2 columns; 1 came\n {2}line 5: .*3 came\n {2}line 6: A has another name before: "First"\n {2}line 8: .*control character[^\n]*$/,
        ),
      }),
    );
  });

  it("that is no CSV says where", () => {
    expect(() => readSponsorsFile('code,name\nA,"open\n')).toThrow(/line \d: /);
  });
});
