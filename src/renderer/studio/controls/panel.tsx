import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A section of Studio: its name, what it is for, its groups. */
export const Panel = ({ title, help, children }: { title: string; help: string; children: ReactNode }) => (
  <div className="k-panel-content">
    <header>
      <Title order={2} size="h3" id="k-panel-title">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mt={2}>
        {help}
      </Text>
    </header>
    {children}
  </div>
);

/** Settings that belong together, in a card. */
export const PanelGroup = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="k-group">
    <Title order={3} size="sm" className="k-group-title">
      {title}
    </Title>
    {children}
  </section>
);
