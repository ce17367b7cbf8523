declare global {
  var __hm: Record<string, unknown> | undefined;
}

/**
 * One value per process and name. Next's route bundles and the custom server each hold their own copy of a module, so a
 * module-level variable would give a process several pools; `globalThis` is the one thing they share.
 */
export function processSingleton<T>(name: string, create: () => T): T {
  const shared = (globalThis.__hm ??= {});
  if (!(name in shared)) shared[name] = create();
  return shared[name] as T;
}
