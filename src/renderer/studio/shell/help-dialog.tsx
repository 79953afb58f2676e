import { Button, Modal, Text } from '@mantine/core';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { FIRST_PAGE, GUIDE_PAGE, guidePageOf, loadGuidePage } from '../help';

/** The user guide, as it ships with the program, in Studio's language, open at the page about the section that is shown. */
export const HelpDialog = () => {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const { showDialog } = useActions();
  const place = useRef<HTMLDivElement>(null);
  const section = useStudio((state) => state.section);
  const [page, setPage] = useState(GUIDE_PAGE[section]);
  const [written, setWritten] = useState(language);
  const [missing, setMissing] = useState(false);

  useEffect(() => {
    let gone = false;
    loadGuidePage(page, language).then(
      (content) => {
        if (gone) return;
        setMissing(false);
        setWritten(content.language);
        place.current?.replaceChildren(...content.main.childNodes);
        place.current?.scrollIntoView({ block: 'start' });
      },
      () => !gone && setMissing(true),
    );
    return () => {
      gone = true;
    };
  }, [page, language]);

  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null) return;
    event.preventDefault();
    const next = guidePageOf(link.getAttribute('href'));
    if (next !== undefined) setPage(next);
  };

  return (
    <Modal
      opened
      size="lg"
      title={t('shell.help')}
      onClose={() => showDialog(undefined)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {missing && <Text size="sm">{t('shell.helpMissing')}</Text>}
      {page !== FIRST_PAGE && (
        <Button size="xs" variant="default" onClick={() => setPage(FIRST_PAGE)}>
          {t('shell.helpPages')}
        </Button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: links inside of it are what is pressed, by mouse or Enter */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click */}
      <div ref={place} className="k-guide" lang={written} onClick={follow} />
    </Modal>
  );
};
