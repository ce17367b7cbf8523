import { expect, test } from "vitest";
import { parse } from "yaml";
import { alertSenders } from "./alert-senders";

test.each(alertSenders("https://monitoring.example"))(
  "$name: lines that are YAML, and lead here with a key",
  ({ sender, text }) => {
    const read = JSON.stringify(parse(text));
    expect(read).toContain(`"url":"https://monitoring.example/api/v1/integrations/${sender}"`);
    expect(read).toContain("YOUR_INGEST_KEY");
  },
);
