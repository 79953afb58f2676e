import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftPicture } from './draft';

interface PictureWellProps {
  /** What belongs here, for those who do not see the table. */
  label: string;
  picture: DraftPicture | undefined;
  required: boolean;
  onFiles(files: readonly File[]): void;
  onClear(): void;
}

export const PICTURE_ENDINGS = '.png,.apng,.gif,.webp,image/png,image/apng,image/gif,image/webp';

/** One place for a picture: chosen in the system's dialog or dropped on it. */
export const PictureWell = ({ label, picture, required, onFiles, onClear }: PictureWellProps) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div className="k-well" data-over={over} data-required={required && picture === undefined}>
      <UnstyledButton
        className="k-well-place"
        aria-label={label}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {picture === undefined ? <IconPlus size={18} aria-hidden /> : <img src={picture.url} alt="" />}
      </UnstyledButton>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={PICTURE_ENDINGS}
        aria-label={label}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {picture !== undefined && (
        <Tooltip label={t('sprites.clear')}>
          <ActionIcon
            className="k-well-clear"
            size="xs"
            variant="filled"
            color="dark"
            aria-label={t('sprites.clearNamed', { name: label })}
            onClick={onClear}
          >
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
};
