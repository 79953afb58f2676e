/** A spring of the file: its joints from root to tip, and how they swing. Units of VRMC_springBone. */
export interface Spring {
  readonly name: string;
  readonly joints: readonly string[];
  readonly stiffness: number;
  readonly gravity: number;
  readonly drag: number;
  readonly radius: number;
  readonly collidesWith: 'body' | 'legs' | 'nothing';
}
