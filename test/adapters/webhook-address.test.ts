import { describe, expect, it } from "vitest";
import { isLocalAddress, isLocalHost } from "../../server/adapters/webhook-address.js";

describe("an address of the local network, or of nobody", () => {
  it.each([
    ...[
      "127.0.0.1",
      "127.255.255.254",
      "0.0.0.0",
      "0.1.2.3",
      "10.0.0.1",
      "10.255.255.255",
      "172.16.0.1",
      "172.31.255.255",
    ],
    ...["192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1", "198.19.255.255"],
    ...["192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
    ...[
      "::",
      "::1",
      "0:0:0:0:0:0:0:1",
      "fc00::1",
      "fdff::1",
      "fe80::1",
      "fe80::1%eth0",
      "febf::1",
      "fec0::1",
      "ff02::1",
    ],
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::10.0.0.1"],
    ...["64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1"],
    ...["", "localhost", "1.2.3", "not an address"],
  ])("%j", (address) => {
    expect(isLocalAddress(address)).toBe(true);
  });

  it.each([
    ...["1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0"],
    ...["169.253.255.255", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "126.255.255.255"],
    ...["2606:4700::1111", "2a00:1450:4009::1", "2001:200::1", "::ffff:1.1.1.1", "::ffff:101:101", "64:ff9b::1.1.1.1"],
  ])("is not %j", (address) => {
    expect(isLocalAddress(address)).toBe(false);
  });
});

describe("a host that is certainly local", () => {
  const host = (url: string): string => new URL(url).hostname;

  it.each([
    ...["http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://hooks.localhost/", "http://127.0.0.1/"],
    ...["http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.0.0.1./"],
    ...["http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[0:0:0:0:0:ffff:7f00:1]/", "http://169.254.169.254/"],
    ...["http://１２７.0.0.1/", "http://0/"],
  ])("%s", (url) => {
    expect(isLocalHost(host(url))).toBe(true);
  });

  it.each(["http://example.org/", "http://localhost.example.org/", "http://1.1.1.1/", "http://[2606:4700::1111]/"])(
    "is not %s",
    (url) => {
      expect(isLocalHost(host(url))).toBe(false);
    },
  );
});
