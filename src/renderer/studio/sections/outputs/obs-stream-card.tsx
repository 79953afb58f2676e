import { isOutputOn } from '@shared/outputs';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { DEFAULTS } from '../defaults';
import { frameFaultWords } from './frame-fault-words';
import { FrameFields } from './frame-fields';
import { OutputCard } from './output-card';
import { PortInput } from './vmc-fields';

/** The Stage's pictures with alpha for a Media Source in OBS. */
export const ObsStreamCard = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const stream = useStudio((state) => state.settings.outputs.obsStream);
  const output = useStudio(({ outputs }) => outputs.find(({ id }) => id === 'obs-stream'));
  const waits = output?.receivers === 0 || output?.rate === 0;
  return (
    <OutputCard
      id="obs-stream"
      title={t('obsStream.title')}
      help={t('obsStream.help')}
      words={waits ? t('obsStream.waiting') : t('obsStream.given', { rate: output?.rate })}
      fault={frameFaultWords(t, output?.code, stream.port)}
    >
      {output !== undefined && isOutputOn(output) && (
        <>
          <FrameFields
            value={stream}
            defaults={DEFAULTS.outputs.obsStream}
            onChange={(next) => change({ outputs: { obsStream: next } })}
          />
          <PortInput
            help={t('obsStream.portHelp')}
            value={stream.port}
            defaultValue={DEFAULTS.outputs.obsStream.port}
            onChange={(port) => change({ outputs: { obsStream: { port } } })}
          />
        </>
      )}
    </OutputCard>
  );
};
