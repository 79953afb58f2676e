import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { SecretField } from '../../controls/secret-field';

export const ObsPassword = () => {
  const { t } = useTranslation();
  const { setObsPassword } = useActions();
  const { hasPassword, passwordKept } = useStudio(({ obs }) => obs);
  const place = passwordKept === 'keychain' ? t('obs.keptKeychain') : t('obs.keptFile');
  return (
    <SecretField
      label={t('obs.password')}
      help={t('obs.passwordHelp')}
      save={t('obs.save')}
      forget={t('obs.forget')}
      kept={hasPassword ? place : undefined}
      onChange={(password) => void setObsPassword(password)}
    />
  );
};
