import { Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A few words where a picture would be. */
export const Notice = (props: { icon: Icon; title: string; help: string; children?: ReactNode }) => (
  <div className="k-notice">
    <props.icon size={40} stroke={1.3} aria-hidden className="k-notice-icon" />
    <Text fw={600}>{props.title}</Text>
    <Text size="sm" c="dimmed" maw={420}>
      {props.help}
    </Text>
    {props.children}
  </div>
);
