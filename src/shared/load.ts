/** What Kagami costs the machine. */
export interface Load {
  /** Share of all processor cores since the last answer, 0..1; undefined for the first answer and where it cannot be told. */
  cpu: number | undefined;
  /** False: of the host's own process alone, as this system does not tell about the windows' processes. */
  whole: boolean;
}
