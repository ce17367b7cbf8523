import { queryOptions } from "@tanstack/react-query";
import type { RegionBody, RegionContract } from "@/lib/contracts/region";
import type { ServiceBody, ServiceContract } from "@/lib/contracts/service";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const regionContracts = () => import("@/lib/contracts/region");
const serviceContracts = () => import("@/lib/contracts/service");
const regionsContract = async () => (await regionContracts()).regionListResponseSchema;
const regionContract = async () => (await regionContracts()).regionResponseSchema;
const servicesContract = async () => (await serviceContracts()).serviceListResponseSchema;
const serviceContract = async () => (await serviceContracts()).serviceResponseSchema;

/** The live stream tells of changes: each use of a name must not ask again. */
const FRESH_MS = MINUTE_MS;

export const regionsQuery = queryOptions({
  queryKey: queryKeys.catalog.regions,
  queryFn: ({ signal }) => getApi("/regions", regionsContract, signal),
  staleTime: FRESH_MS,
});

export const servicesQuery = queryOptions({
  queryKey: queryKeys.catalog.services,
  queryFn: ({ signal }) => getApi("/services", servicesContract, signal),
  staleTime: FRESH_MS,
});

/** Changes the version of a region that was read. */
export async function saveRegion({ code, etag }: RegionContract, body: RegionBody): Promise<RegionContract> {
  const path = `/regions/${encodeURIComponent(code)}`;
  return (await sendApi("PUT", path, regionContract, body, { "if-match": etag })).data;
}

/** Changes the version of a service that was read. */
export async function saveService(
  { name, etag }: ServiceContract,
  body: ServiceBody,
): Promise<ServiceContract> {
  const path = `/services/${encodeURIComponent(name)}`;
  return (await sendApi("PUT", path, serviceContract, body, { "if-match": etag })).data;
}
