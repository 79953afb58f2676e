/** One thing that was looked at. */
export interface Finding {
  ok: boolean;
  what: string;
}
