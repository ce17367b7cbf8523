import { describe, expect, it } from "vitest";
import { RESPONSE_MESSAGE, STATUS_MESSAGE } from "./otlp-messages";
import { otlpError, otlpSuccess } from "./otlp-response";

const TO_JSON = { longs: String, defaults: false };

describe("otlpSuccess", () => {
  it.each(["application/json", "Application/JSON; charset=utf-8"])("answers %s in JSON", (type) => {
    const answer = otlpSuccess(type, 0, "");
    expect(answer).toMatchObject({ contentType: "application/json" });
    expect(answer.body.toString()).toBe("{}");
    expect(JSON.parse(otlpSuccess(type, 3, "too old: 3").body.toString())).toEqual({
      partialSuccess: { rejectedDataPoints: "3", errorMessage: "too old: 3" },
    });
  });

  it("answers protobuf in protobuf, with nothing in it on full success", () => {
    const answer = otlpSuccess("application/x-protobuf", 0, "");
    expect(answer).toEqual({ contentType: "application/x-protobuf", body: Buffer.alloc(0) });
    const partial = RESPONSE_MESSAGE.decode(otlpSuccess("application/x-protobuf", 3, "too old: 3").body);
    expect(RESPONSE_MESSAGE.toObject(partial, TO_JSON)).toEqual({
      partialSuccess: { rejectedDataPoints: "3", errorMessage: "too old: 3" },
    });
  });
});

describe("otlpError", () => {
  it("is a google.rpc.Status in the request's type", () => {
    expect(JSON.parse(otlpError("application/json", 3, "bad").body.toString())).toEqual({
      code: 3,
      message: "bad",
    });
    const answer = otlpError("application/x-protobuf", 14, "busy");
    expect(answer.contentType).toBe("application/x-protobuf");
    expect(STATUS_MESSAGE.toObject(STATUS_MESSAGE.decode(answer.body))).toEqual({
      code: 14,
      message: "busy",
    });
  });
});
