import { describe, expect, it, vi } from "vitest";
import { main } from "./simulate-cli";

async function call(argv: string[], env: Record<string, string> = {}, run = vi.fn(async () => undefined)) {
  const lines: string[] = [];
  const code = await main(argv, env, (line) => lines.push(line), run);
  return { code, text: lines.join("\n"), run };
}

describe("npm run simulate", () => {
  it("runs with what its flags say, before what the environment says", async () => {
    const argv = "--url http://a.example/ --key k --servers 50 --seed 7 --scenario bad-deploy --speed 20";
    const { code, run } = await call([...argv.split(" "), "--service", "feed"], { SIMULATE_SEED: "3" });
    expect(code).toBe(0);
    expect(run).toHaveBeenCalledWith(
      expect.objectContaining({
        url: "http://a.example",
        key: "k",
        servers: 50,
        seed: 7,
        speed: 20,
        scenario: { kind: "bad-deploy", region: "eu-west-1", service: "feed" },
        control: null,
      }),
    );
  });

  it.each([
    [[], /--key is missing/],
    [["--key", "k", "--servers", "many"], /--servers/],
    [["--key", "k", "--scenario", "flood"], /--scenario/],
    [["--key", "k", "--control-port", "4000"], /--control-key is missing/],
    [["--key", "k", "--colour", "red"], /--colour/],
    [["--key", "k", "extra"], /extra/],
  ])("says what is wrong with %j and runs nothing", async (argv, message) => {
    const { code, text, run } = await call(argv);
    expect(code).toBe(2);
    expect(text).toMatch(message);
    expect(text).toContain("--help");
    expect(run).not.toHaveBeenCalled();
  });

  it("explains every option and scenario", async () => {
    const { code, text } = await call(["--help"]);
    expect(code).toBe(0);
    for (const word of ["--servers", "--seed", "--scenario", "--speed", "--url", "--key", "region-cut-off"])
      expect(text).toContain(word);
  });

  it("ends with 1 where it cannot start", async () => {
    const taken = vi.fn(async () => {
      throw new Error("listen EADDRINUSE 127.0.0.1:4000");
    });
    expect(await call(["--key", "k"], {}, taken)).toMatchObject({
      code: 1,
      text: expect.stringContaining("EADDRINUSE"),
    });
  });
});
