import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** A measured number in the status bar, with a sentence of what it is. */
export const Figure = ({ name, help, children }: { name: string; help: string; children: ReactNode }) => (
  <Tooltip label={help} position="top-start">
    <span className="k-figure">
      <span className="k-figure-name">{name}</span> <span className="k-number">{children}</span>
    </span>
  </Tooltip>
);
