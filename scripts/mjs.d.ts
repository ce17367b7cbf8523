// The scripts run before `npm ci`, so they are plain JavaScript; their tests import them untyped.
declare module "*.mjs";
