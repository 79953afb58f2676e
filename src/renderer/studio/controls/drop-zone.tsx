import { Group, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface DropZoneProps {
  label: string;
  help: string;
  /** MIME types and their extensions. */
  accept: Record<string, string[]>;
  disabled?: boolean;
  onFile(file: File): void;
  onWrongFile(): void;
}

/** Takes one file, dropped or chosen in the system's dialog. */
export const DropZone = ({ label, help, accept, disabled, onFile, onWrongFile }: DropZoneProps) => {
  const { t } = useTranslation();
  return (
    <Dropzone
      className="k-drop"
      multiple={false}
      accept={accept}
      disabled={disabled ?? false}
      aria-label={`${label}. ${t('common.dropOrChoose')}`}
      inputProps={{ 'aria-label': label }}
      onDrop={([file]) => file !== undefined && onFile(file)}
      onReject={onWrongFile}
    >
      <Group gap="sm" wrap="nowrap">
        <IconUpload size={24} stroke={1.6} aria-hidden />
        <div>
          <Text size="sm" fw={550}>
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {help}
          </Text>
        </div>
      </Group>
    </Dropzone>
  );
};
