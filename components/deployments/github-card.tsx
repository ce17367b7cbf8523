"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "@/components/queries/api-problem";
import { githubWebhookQuery } from "@/components/queries/deployment-queries";
import { Age } from "@/components/ui/age";
import { CopyButton } from "@/components/ui/copy-button";
import { NotConfigured } from "@/components/ui/not-configured";
import { githubWebhookUrl } from "@/lib/pipeline/present/deployment-senders";
import { GithubForm } from "./github-form";

/** GitHub's own webhook: where it goes, whether its secret is set, where its deployments belong. */
export function GithubCard({ baseUrl }: { baseUrl: string }) {
  const webhook = useQuery(githubWebhookQuery);
  const [editing, setEditing] = useState(false);
  const setting = webhook.data?.data;
  const url = githubWebhookUrl(baseUrl);
  return (
    <section aria-labelledby="github" className="card flex flex-col gap-3">
      <h2 id="github" className="card-title">
        GitHub’s webhook
      </h2>
      <p className="text-ink-2">
        In the repository’s or the organisation’s settings add a webhook for the events <i>Deployments</i> and{" "}
        <i>Deployment statuses</i>, content type application/json, with the secret that is set here, to
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 font-mono text-[13px] break-all select-all">{url}</code>
        <CopyButton text={url} label="Copy the address" />
      </div>
      {webhook.error ? <p role="alert">{errorSentence(webhook.error)}</p> : null}
      {setting === undefined ? null : (
        <div data-testid="github-state">
          {setting.changed_at === null ? (
            <NotConfigured reason="No secret is set, so nothing that GitHub sends is taken." />
          ) : (
            <p>
              A secret is set; changed <Age atMs={Date.parse(setting.changed_at)} />.{" "}
              {setting.places.length === 0
                ? "A deployment belongs to the service of its repository’s name."
                : `${setting.places.length} ${setting.places.length === 1 ? "rule says" : "rules say"} where deployments belong.`}
            </p>
          )}
        </div>
      )}
      {setting === undefined ? null : editing ? (
        <GithubForm setting={setting} onDone={() => setEditing(false)} />
      ) : (
        <button type="button" className="btn self-start" onClick={() => setEditing(true)}>
          {setting.has_secret ? "Change" : "Set it up"}
        </button>
      )}
    </section>
  );
}
