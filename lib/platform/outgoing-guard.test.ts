import type { LookupAddress } from "node:dns";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { createOutgoingGuard, OutgoingRefusedError, type Resolve } from "./outgoing-guard";

const check = (url: string, allow = "") => createOutgoingGuard(allow).checkUrl(new URL(url));

/** What a guarded connection to a name with these addresses gets. */
function lookUp(addresses: readonly string[], allow = "", host = "engine.example"): Promise<string> {
  const found = addresses.map((address): LookupAddress => ({
    address,
    family: address.includes(":") ? 6 : 4,
  }));
  const guard = createOutgoingGuard(allow, (_host, _options, callback) => callback(null, found));
  return new Promise((resolve, reject) => {
    guard.lookup(host, { all: false }, (error, address) =>
      error ? reject(error) : resolve(String(address)),
    );
  });
}

const INSIDE = [
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.9", "169.254.169.254", "172.16.0.1"],
  ...[
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
  ],
  ...[
    "::",
    "::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::a00:1",
  ],
  ...["2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "::127.0.0.1"],
];
const OUTSIDE = [
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.1",
  "172.32.0.1",
  "192.167.1.1",
  "2606:4700::1111",
  "::ffff:8.8.8.8",
];

describe("addresses", () => {
  test.each(INSIDE)("%s is refused, as it is and behind a name", async (address) => {
    const literal = address.includes(":") ? `[${address}]` : address;
    expect(() => check(`http://${literal}:9090/`)).toThrow(OutgoingRefusedError);
    await expect(lookUp([address])).rejects.toThrow(OutgoingRefusedError);
  });

  test.each(OUTSIDE)("%s is let through", async (address) => {
    const literal = address.includes(":") ? `[${address}]` : address;
    expect(() => check(`https://${literal}/`)).not.toThrow();
    await expect(lookUp([address])).resolves.toBe(address);
  });

  test.each(["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://017700000001/"])(
    "%s is 127.0.0.1 and refused",
    (url) => expect(() => check(url)).toThrow(/127\.0\.0\.1/),
  );

  test("a name with one inner address among outer ones is refused", async () => {
    await expect(lookUp(["1.1.1.1", "10.0.0.1"])).rejects.toThrow(/OUTGOING_ALLOW=10\.0\.0\.1/);
  });
});

describe("what an administrator allows", () => {
  test.each([
    ["10.0.0.0/8", "10.9.8.7"],
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "::ffff:127.0.0.1"],
    ["fd00::/8", "fd12::1"],
    [" 10.0.0.0/8 , engine.example", "192.168.1.1"],
    ["ENGINE.example", "192.168.1.1"],
  ])("%s lets %s through", async (allow, address) => {
    await expect(lookUp([address], allow)).resolves.toBe(address);
  });

  test.each([
    ["10.0.0.0/8", "11.0.0.1.example", "192.168.1.1"],
    ["127.0.0.1", "engine.example", "127.0.0.2"],
    ["other.example", "engine.example", "127.0.0.1"],
  ])("%s does not let %s at %s through", async (allow, host, address) => {
    await expect(lookUp([address], allow, host)).rejects.toThrow(OutgoingRefusedError);
  });

  test.each(["10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/x", "http://a", "a b", "fd00::/129", "*"])(
    "%s is no such entry",
    (allow) => expect(() => createOutgoingGuard(allow)).toThrow(/no address, network or host name/),
  );
});

test.each(["ftp://example.org/", "file:///etc/passwd", "http://user:pass@example.org/"])(
  "%s is refused",
  (url) => {
    expect(() => check(url)).toThrow(OutgoingRefusedError);
  },
);

test("the connection goes to the address that was checked, not to what the name has become since", async () => {
  const seen: (string | undefined)[] = [];
  const server = http.createServer((req, res) => {
    seen.push(req.socket.localAddress);
    res.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.2", resolve));
  const { port } = server.address() as AddressInfo;
  const addresses = ["127.0.0.2", "127.0.0.1"];
  let asked = 0;
  const rebinding: Resolve = (_host, _options, callback) =>
    callback(null, [{ address: addresses[asked++], family: 4 }]);
  const { lookup } = createOutgoingGuard("127.0.0.2", rebinding);
  const get = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const request = http.get({ host: "engine.example", port, lookup, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      request.on("error", reject);
    });
  try {
    expect(await get()).toBe(200);
    expect(asked).toBe(1);
    expect(seen).toEqual(["127.0.0.2"]);
    await expect(get()).rejects.toThrow(OutgoingRefusedError);
  } finally {
    server.close();
  }
});
