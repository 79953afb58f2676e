/** What timing one part found; milliseconds. */
export interface PartTime {
  start: number;
  median: number;
  frames: number;
  /** What was seen in an image, on average: faces, poses or hands. */
  seen: number;
}
