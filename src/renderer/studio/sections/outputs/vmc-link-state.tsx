import { Alert, Text } from '@mantine/core';
import type { VmcLinkState } from '@shared/api';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../context';

/** Who sends to us and how fast, and what to do where nobody can. */
export const ReceiveState = () => {
  const { t } = useTranslation();
  const link = useStudio((state) => state.vmc.receive);
  const { sender, rate, refused = 0 } = link;
  const heard = sender === undefined ? t('outputs.receiveWaiting') : t('outputs.receiving', { sender, rate });
  return (
    <LinkState link={link} words={refused > 0 ? `${heard} ${t('outputs.refused', { refused })}` : heard} />
  );
};

const LinkState = ({ link, words }: { link: VmcLinkState; words: string }) => {
  const { t } = useTranslation();
  if (link.state === 'error')
    return (
      <Alert className="k-field" color="red" variant="light" title={t('outputs.error')}>
        {link.message}
      </Alert>
    );
  return (
    <Text className="k-field" size="sm" c={link.rate > 0 ? undefined : 'dimmed'} role="status">
      {words}
    </Text>
  );
};
