"use client";

import { useId } from "react";
import { saveRegion } from "@/components/queries/catalog-queries";
import { SidePanel } from "@/components/ui/side-panel";
import type { RegionContract } from "@/lib/contracts/region";
import { REGION_USES } from "@/lib/pipeline/present/catalog-uses";
import {
  bodyOfRegion,
  bodyOfRegionDraft,
  draftOfRegion,
  withLatitude,
  type RegionDraft,
} from "./region-draft";
import { SettingField, type FieldInput } from "./setting-field";
import { SettingsFormEnd } from "./settings-form-end";
import { TimeZones } from "./time-zones";
import { useSettingsForm } from "./use-settings-form";

interface RegionFormProps {
  readonly region: RegionContract;
  /** Of its amounts. */
  readonly currency: string;
  readonly onDone: () => void;
}

/** What an admin says of a region. */
export function RegionForm({ region, currency, onDone }: RegionFormProps) {
  const settings = useSettingsForm({
    current: region,
    draftOf: draftOfRegion,
    bodyOf: bodyOfRegionDraft,
    save: saveRegion,
    undo: (saved, before) => saveRegion(saved, bodyOfRegion(before)),
    savedText: ({ name }) => `${name} is saved.`,
    onDone,
  });
  const { form, draft, setDraft, problems, submit } = settings;
  const zones = useId();
  const text = (field: keyof RegionDraft, numeric = false) =>
    function Input(input: FieldInput) {
      return (
        <input
          {...input}
          className="field"
          value={draft[field]}
          inputMode={numeric ? "decimal" : undefined}
          list={field === "time_zone" ? zones : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) =>
            setDraft(
              field === "latitude" ? withLatitude(draft, target.value) : { ...draft, [field]: target.value },
            )
          }
        />
      );
    };
  return (
    <SidePanel title={`Region ${region.code}`} onClose={onDone}>
      <form
        ref={form}
        onSubmit={submit}
        className="flex flex-col gap-4"
        aria-label={`Region ${region.code}`}
        noValidate
      >
        <SettingField label="Name" hint="What people call it, on every page." problem={problems.name}>
          {text("name")}
        </SettingField>
        <div className="grid grid-cols-2 items-start gap-3">
          <SettingField label="Latitude" hint="Degrees, north is positive." problem={problems.latitude}>
            {text("latitude", true)}
          </SettingField>
          <SettingField label="Longitude" hint="Degrees, east is positive." problem={problems.longitude}>
            {text("longitude", true)}
          </SettingField>
        </div>
        <SettingField
          label="Time zone"
          hint={`Such as Europe/Dublin. ${REGION_USES.time_zone}`}
          problem={problems.time_zone}
        >
          {text("time_zone")}
        </SettingField>
        <SettingField
          label={`Price of a server-hour, ${currency}`}
          hint={REGION_USES.price_per_server_hour}
          problem={problems.price_per_server_hour}
        >
          {text("price_per_server_hour", true)}
        </SettingField>
        <SettingField
          label={`Revenue a minute, ${currency}`}
          hint={REGION_USES.revenue_per_minute}
          problem={problems.revenue_per_minute}
        >
          {text("revenue_per_minute", true)}
        </SettingField>
        <TimeZones id={zones} />
        <SettingsFormEnd form={settings} onCancel={onDone} />
      </form>
    </SidePanel>
  );
}
