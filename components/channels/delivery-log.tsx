"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { errorSentence } from "@/components/queries/api-problem";
import { deliveriesQuery, replayDelivery } from "@/components/queries/channel-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { Age } from "@/components/ui/age";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { SidePanel } from "@/components/ui/side-panel";
import { SettingsSkeleton } from "@/components/catalog/settings-skeleton";
import type { ChannelContract, LoggedDeliveryContract } from "@/lib/contracts/channel";
import { EVENT_LABEL, STATUS_LABEL } from "./channel-words";

interface DeliveryLogProps {
  readonly channel: ChannelContract;
  readonly onClose: () => void;
}

/** What a channel was sent, newest first: each attempt, what the receiver answered, and sending it again. */
export function DeliveryLog({ channel, onClose }: DeliveryLogProps) {
  const log = useQuery(deliveriesQuery(channel.id));
  const deliveries = log.data?.data ?? [];
  return (
    <SidePanel title={`Messages to ${channel.name}`} onClose={onClose}>
      <RefreshNotice
        error={log.error}
        dataUpdatedAt={log.dataUpdatedAt}
        what="The log"
        onRetry={() => void log.refetch()}
        busy={log.isFetching}
      />
      {log.isPending ? <SettingsSkeleton what="messages" /> : null}
      {log.isSuccess && deliveries.length === 0 ? (
        <EmptyState title="Nothing was sent yet.">Send a test message to see that it arrives.</EmptyState>
      ) : null}
      <ol className="flex flex-col divide-y divide-line" aria-live="polite">
        {deliveries.map((delivery) => (
          <LoggedDelivery key={delivery.id} channelId={channel.id} delivery={delivery} />
        ))}
      </ol>
    </SidePanel>
  );
}

interface LoggedDeliveryProps {
  readonly channelId: string;
  readonly delivery: LoggedDeliveryContract;
}

function LoggedDelivery({ channelId, delivery }: LoggedDeliveryProps) {
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayDelivery(channelId, delivery.id),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.channels.all }),
  });
  const { event, incident_number: number, status, reason, created_at: createdAt, attempts } = delivery;
  const what = number === null ? EVENT_LABEL[event] : `${EVENT_LABEL[event]}: incident ${number}`;
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-medium">{what}</p>
        <span className={status === "failed" ? "text-crit" : "text-ink-2"}>{STATUS_LABEL[status]}</span>
      </div>
      <p className="text-caption text-ink-2">
        <Age atMs={Date.parse(createdAt)} />
        {reason === null ? null : ` · ${reason}`}
      </p>
      <ol className="flex flex-col gap-1 text-caption">
        {attempts.map((attempt) => (
          <li key={attempt.number} className="break-words">
            Attempt {attempt.number}: {answerOf(attempt)}
          </li>
        ))}
      </ol>
      {status === "waiting" ? (
        <NextAttempt delivery={delivery} />
      ) : (
        <button
          type="button"
          className="btn self-start"
          disabled={replay.isPending}
          onClick={() => replay.mutate()}
          aria-label={`Send again: ${what}`}
        >
          Send again
        </button>
      )}
      <p role="alert" className="text-caption text-crit empty:hidden">
        {replay.error ? errorSentence(replay.error) : null}
      </p>
    </li>
  );
}

function NextAttempt({ delivery: { attempts, next_attempt: next } }: Pick<LoggedDeliveryProps, "delivery">) {
  if (attempts.length === 0 || next === null) return <p className="text-caption text-ink-2">On its way.</p>;
  return (
    <p className="text-caption text-ink-2">
      Next attempt <time dateTime={next}>{next.replace("T", " ").replace(/\.\d+Z$/, " UTC")}</time>
    </p>
  );
}

function answerOf({ code, answer, took_ms: tookMs }: LoggedDeliveryContract["attempts"][number]): string {
  if (tookMs === null) return "no answer is known: it is on its way, or the process ended.";
  const said = [code, answer].filter((part) => part !== null && part !== "").join(" ");
  return `${said === "" ? "no text" : said} (${tookMs} ms)`;
}
