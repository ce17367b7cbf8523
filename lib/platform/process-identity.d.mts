/** A process: its pid, and what tells it from a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startMark: string;
}
export function processStartMark(pid: number): string | null;
export function identifyProcess(pid: number): ProcessIdentity | null;
export function isSameProcessAlive(identity: ProcessIdentity | null | undefined): boolean;
