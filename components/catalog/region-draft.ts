import { regionBodySchema, type RegionBody, type RegionContract } from "@/lib/contracts/region";
import { draftBody, numberOrNull, textOrNull, type DraftBody } from "./draft-body";

/** A region's settings as the form holds them; an empty field is not configured. */
export type RegionDraft = Readonly<Record<keyof RegionBody, string>>;

export function draftOfRegion(region: RegionContract): RegionDraft {
  const text = (value: number | string | null) => (value === null ? "" : String(value));
  return {
    name: region.name,
    latitude: text(region.latitude),
    longitude: text(region.longitude),
    time_zone: text(region.time_zone),
    price_per_server_hour: text(region.price_per_server_hour),
    revenue_per_minute: text(region.revenue_per_minute),
  };
}

export function bodyOfRegionDraft(draft: RegionDraft): DraftBody<RegionBody, keyof RegionBody> {
  return draftBody(regionBodySchema, {
    name: textOrNull(draft.name),
    latitude: numberOrNull(draft.latitude),
    longitude: numberOrNull(draft.longitude),
    time_zone: textOrNull(draft.time_zone),
    price_per_server_hour: numberOrNull(draft.price_per_server_hour),
    revenue_per_minute: numberOrNull(draft.revenue_per_minute),
  });
}

/** The request that makes a region what it is. */
export function bodyOfRegion({ code: _code, etag: _etag, ...body }: RegionContract): RegionBody {
  return body;
}

const PLACE = /^\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*$/;

/** What was typed or pasted as latitude: maps give '53.35, -6.26', which is both. */
export function withLatitude(draft: RegionDraft, text: string): RegionDraft {
  const place = PLACE.exec(text);
  return place === null
    ? { ...draft, latitude: text }
    : { ...draft, latitude: place[1], longitude: place[2] };
}
