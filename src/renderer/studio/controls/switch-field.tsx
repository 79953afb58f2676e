import { Switch } from '@mantine/core';

interface SwitchFieldProps {
  label: string;
  help: string;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

export const SwitchField = ({ label, help, checked, disabled, onChange }: SwitchFieldProps) => (
  <Switch
    className="k-field k-switch"
    labelPosition="left"
    label={label}
    description={help}
    checked={checked}
    disabled={disabled ?? false}
    withThumbIndicator={false}
    onChange={(event) => onChange(event.currentTarget.checked)}
  />
);
