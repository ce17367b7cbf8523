/** How people call the regions that clouds name alike; any other code is shown as it is. */
const NAMES: Readonly<Record<string, string>> = {
  "us-east-1": "US East",
  "us-east-2": "US East 2",
  "us-west-1": "US West 1",
  "us-west-2": "US West",
  "eu-west-1": "EU West",
  "eu-central-1": "EU Central",
  "eu-north-1": "EU North",
  "ap-southeast-1": "AP Southeast",
  "ap-southeast-2": "AP Southeast 2",
  "ap-northeast-1": "AP Northeast",
  "ap-south-1": "AP South",
  "sa-east-1": "South America East",
};

/** The usual name, where nobody gave the region another. */
export function regionName(code: string): string {
  return NAMES[code] ?? code;
}

/** What people call a region, by its code. */
export type RegionNames = (code: string) => string;

/** The names of the catalogue; a code that it does not know has the usual one. */
export function regionNames(
  regions: readonly { readonly code: string; readonly name: string }[],
): RegionNames {
  const given = new Map(regions.map(({ code, name }) => [code, name]));
  return (code) => given.get(code) ?? regionName(code);
}
