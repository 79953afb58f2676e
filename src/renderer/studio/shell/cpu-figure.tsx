import type { Load } from '@shared/load';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { Figure } from './figure';

/** Milliseconds between two questions. */
const EVERY = 2_000;

/** What Kagami costs the processor; asked for while Studio is visible. */
export const CpuFigure = () => {
  const { t } = useTranslation();
  const { load } = useActions();
  const [now, setNow] = useState<Load>();
  useEffect(() => {
    let gone = false;
    const ask = () => {
      if (document.hidden) return;
      load().then(
        (answer) => !gone && setNow(answer),
        () => !gone && setNow(undefined),
      );
    };
    ask();
    const timer = setInterval(ask, EVERY);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [load]);
  return (
    <Figure name="CPU" help={now?.whole === false ? t('status.cpuHostHelp') : t('status.cpuHelp')}>
      {now?.cpu === undefined ? '–' : t('units.percent', { value: Math.round(now.cpu * 100) })}
    </Figure>
  );
};
