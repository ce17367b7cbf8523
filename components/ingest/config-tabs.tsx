"use client";

import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { senderConfigs, type SenderConfig } from "@/lib/pipeline/present/sender-config";

/** The lines that point a sender at this server. `secret`: a key that was just created. */
export function ConfigTabs({ baseUrl, secret }: { baseUrl: string; secret: string | null }) {
  const [chosen, setChosen] = useState<SenderConfig["id"]>("prometheus");
  const configs = senderConfigs(baseUrl, secret);
  const config = configs.find(({ id }) => id === chosen) ?? configs[0];
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <fieldset className="segments">
          <legend className="sr-only">Sender</legend>
          {configs.map(({ id, title }) => (
            <label key={id}>
              <input
                type="radio"
                name="sender-config"
                className="sr-only"
                checked={id === chosen}
                onChange={() => setChosen(id)}
              />
              {title}
            </label>
          ))}
        </fieldset>
        <CopyButton text={config.text} label="Copy" />
      </div>
      <pre
        className="overflow-x-auto rounded-lg border border-line bg-bg p-3 font-mono text-[12.5px] leading-[1.5]"
        tabIndex={0}
        aria-label={`${config.title}: ${config.file}`}
      >
        {config.text}
      </pre>
    </div>
  );
}
