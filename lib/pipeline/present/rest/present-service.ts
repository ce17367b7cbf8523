import type { ServiceBody, ServiceContract } from "@/lib/contracts/service";
import type { CatalogService, ServiceSettings } from "@/lib/domain/catalog";

/** What the request says of a service. */
export function serviceSettingsOfBody({ reach, ...same }: ServiceBody): ServiceSettings {
  return { ...same, reachRatio: reach };
}

/** A service as the contract has it. @param etag of its version */
export function presentService(service: CatalogService, etag: string): ServiceContract {
  const { name, owner, contact, tier, dependencies, reachRatio } = service;
  return { name, owner, contact, tier, dependencies: [...dependencies], reach: reachRatio, etag };
}
