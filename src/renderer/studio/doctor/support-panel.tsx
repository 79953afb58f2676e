import { Accordion, Button, Group, ScrollArea, Text, Title } from '@mantine/core';
import type { SupportFile } from '@shared/doctor';
import { IconDownload, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { saveFile } from '../save-file';
import { findings } from './findings';
import type { DoctorReading } from './read-doctor';
import { zipSupportFiles } from './support-bundle';

/** Everything that helps whoever helps, shown before it is saved; it is sent nowhere. */
export const SupportBundle = ({ reading }: { reading: DoctorReading | undefined }) => {
  const { t } = useTranslation();
  const { supportFiles } = useActions();
  const settings = useStudio((state) => state.settings);
  const source = useStudio((state) => state.source);
  const sourceFailure = useStudio((state) => state.sourceFailure);
  const outputs = useStudio((state) => state.outputs);
  const stages = useStudio((state) => state.stages);
  const [files, setFiles] = useState<SupportFile[]>();

  const prepare = async () => {
    const checkUp =
      reading === undefined
        ? []
        : findings(reading, { settings, source, sourceFailure, outputs, stages }).map(
            ({ id, state, words }) => ({ id, state, words }),
          );
    // The camera's name may be a person's.
    const status = source === undefined ? undefined : { ...source, sourceLabel: '' };
    const page = { browser: navigator.userAgent, gpu: reading?.page.gpu, status, stages, outputs, checkUp };
    setFiles([{ name: 'check-up.json', text: JSON.stringify(page, null, 2) }, ...(await supportFiles())]);
  };

  return (
    <section>
      <Title order={3} size="sm">
        {t('doctor.support')}
      </Title>
      <Text size="sm" c="dimmed" mt={4}>
        {t('doctor.supportHelp')}
      </Text>
      <Group mt="sm">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconEye size={15} aria-hidden />}
          disabled={reading === undefined}
          onClick={() => void prepare()}
        >
          {t('doctor.supportShow')}
        </Button>
        {files !== undefined && (
          <Button
            size="xs"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => saveFile(zipSupportFiles(files), 'kagami-support.zip')}
          >
            {t('doctor.supportSave')}
          </Button>
        )}
      </Group>
      {files !== undefined && (
        <Accordion mt="sm" variant="contained" order={4}>
          {files.map(({ name, text }) => (
            <Accordion.Item key={name} value={name}>
              <Accordion.Control>{name}</Accordion.Control>
              <Accordion.Panel>
                <ScrollArea.Autosize mah="14rem" viewportProps={{ tabIndex: 0, 'aria-label': name }}>
                  <pre className="k-notices">{text}</pre>
                </ScrollArea.Autosize>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </section>
  );
};
