import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TermsRules } from '../../avatar/avatar-terms';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';

const USERS: Readonly<Record<TermsRules['users'], StudioKey>> = {
  author: 'terms.usersAuthor',
  licensed: 'terms.usersLicensed',
  everyone: 'terms.usersEveryone',
};
const COMMERCIAL: Readonly<Record<TermsRules['commercial'], StudioKey>> = {
  none: 'terms.commercialNone',
  personal: 'terms.commercialPersonal',
  corporate: 'terms.commercialCorporate',
};
const MODIFICATION: Readonly<Record<TermsRules['modification'], StudioKey>> = {
  none: 'terms.notAllowed',
  own: 'terms.modificationOwn',
  redistributed: 'terms.modificationRedistributed',
};

/** What an avatar's file says about who made it and what it may be used for, in plain words. */
export const TermsDialog = () => {
  const { t } = useTranslation();
  const { answerTerms } = useActions();
  const shown = useStudio((state) => state.termsShown);
  if (shown === undefined) return null;
  const { terms, toAccept } = shown;
  return (
    <Modal
      opened
      size="lg"
      title={t('terms.title', { name: shown.name })}
      onClose={() => answerTerms(false)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {toAccept && <Text size="sm">{t('terms.intro')}</Text>}
      <dl className="k-terms">
        <Words label={t('terms.name')} words={terms.name} />
        <Words label={t('terms.authors')} words={terms.authors.join(', ')} />
        <Words label={t('terms.contact')} words={terms.contact} />
        <Words label={t('terms.copyright')} words={terms.copyright} />
        <Words label={t('terms.licence')} words={terms.licences.join(' · ')} />
        {terms.rules && <Rules rules={terms.rules} />}
      </dl>
      {!terms.rules && (
        <Alert icon={<IconInfoCircle aria-hidden />} mb="md">
          {t('terms.none')}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => answerTerms(false)}>
          {toAccept ? t('common.cancel') : t('common.close')}
        </Button>
        {toAccept && (
          <Button data-autofocus onClick={() => answerTerms(true)}>
            {t('terms.accept')}
          </Button>
        )}
      </Group>
    </Modal>
  );
};

const Rules = ({ rules }: { rules: TermsRules }) => {
  const { t } = useTranslation();
  const allowed = (may: boolean): string => (may ? t('terms.allowed') : t('terms.notAllowed'));
  const { politics, hate } = rules;
  return (
    <>
      <Rule label={t('terms.users')} may={rules.users === 'everyone'}>
        {t(USERS[rules.users])}
      </Rule>
      <Rule label={t('terms.commercial')} may={rules.commercial !== 'none'}>
        {t(COMMERCIAL[rules.commercial])}
      </Rule>
      <Rule label={t('terms.credit')} may={!rules.credit}>
        {rules.credit ? t('terms.creditNeeded') : t('terms.creditFree')}
      </Rule>
      <Rule label={t('terms.redistribution')} may={rules.redistribution}>
        {allowed(rules.redistribution)}
      </Rule>
      <Rule label={t('terms.modification')} may={rules.modification !== 'none'}>
        {t(MODIFICATION[rules.modification])}
      </Rule>
      <Rule label={t('terms.violence')} may={rules.violence}>
        {allowed(rules.violence)}
      </Rule>
      <Rule label={t('terms.sexuality')} may={rules.sexuality}>
        {allowed(rules.sexuality)}
      </Rule>
      {politics !== undefined && (
        <Rule label={t('terms.politics')} may={politics}>
          {allowed(politics)}
        </Rule>
      )}
      {hate !== undefined && (
        <Rule label={t('terms.hate')} may={hate}>
          {allowed(hate)}
        </Rule>
      )}
    </>
  );
};

const Words = ({ label, words }: { label: string; words: string }) =>
  words === '' ? null : (
    <>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </>
  );

const Rule = ({ label, may, children }: { label: string; may: boolean; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>
      {may ? (
        <IconCheck size={16} color="var(--mantine-color-teal-text)" aria-hidden />
      ) : (
        <IconX size={16} color="var(--mantine-color-red-text)" aria-hidden />
      )}
      <span>{children}</span>
    </dd>
  </>
);
