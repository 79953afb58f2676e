import { Text } from '@mantine/core';
import type { BrowserSourceState } from '@shared/browser-source';
import { isOutputOn } from '@shared/outputs';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ConfirmButton } from '../../controls/confirm-button';
import { CopyField } from '../../controls/copy-field';
import { OutputCard } from './output-card';

/** The Stage as a page inside of OBS: its address to copy, and who shows it. */
export const BrowserSourceCard = () => {
  const { t } = useTranslation();
  const output = useStudio(({ outputs }) => outputs.find(({ id }) => id === 'browser-source'));
  const on = output !== undefined && isOutputOn(output);
  const [source, renew] = useBrowserSource(on, `${output?.state} ${output?.receivers} ${output?.code}`);
  const count = output?.receivers ?? 0;
  return (
    <OutputCard
      id="browser-source"
      title={t('browserSource.title')}
      help={t('browserSource.help')}
      words={count === 0 ? t('browserSource.waiting') : t('browserSource.connected', { count })}
      notice={
        output?.code === 'port-moved'
          ? { message: t('browserSource.portMoved'), action: t('browserSource.portMovedAction') }
          : undefined
      }
    >
      {on && source?.url !== undefined && <Address url={source.url} onRenew={renew} />}
      {on &&
        source?.sources.map(({ width, height, renderRate }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sources have no names
          <Text key={index} size="xs" c="dimmed" className="k-number">
            {t('units.size', { width, height })} · {t('units.fps', { value: Math.round(renderRate) })}
          </Text>
        ))}
    </OutputCard>
  );
};

/** Asked for anew when the output changes and while it runs. */
const useBrowserSource = (on: boolean, change: string) => {
  const actions = useActions();
  const [source, setSource] = useState<BrowserSourceState>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` says when there is something new
  useEffect(() => {
    let ended = false;
    const take = (state: BrowserSourceState | undefined) => {
      if (!ended) setSource(state);
    };
    const ask = () => void actions.browserSource().then(take);
    if (!on) setSource(undefined);
    else ask();
    const timer = on ? setInterval(ask, 2000) : undefined;
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [on, change, actions]);
  return [source, () => void actions.renewBrowserSource().then(setSource)] as const;
};

const Address = ({ url, onRenew }: { url: string; onRenew(): void }) => {
  const { t } = useTranslation();
  return (
    <CopyField label={t('browserSource.address')} help={t('browserSource.addressHelp')} value={url}>
      <ConfirmButton
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        title={t('browserSource.renewTitle')}
        question={t('browserSource.renewQuestion')}
        confirm={t('browserSource.renew')}
        onConfirm={onRenew}
      >
        {t('browserSource.renew')}
      </ConfirmButton>
    </CopyField>
  );
};
