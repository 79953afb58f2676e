import { Switch } from '@mantine/core';
import { ResetButton } from './reset-button';

interface SwitchFieldProps {
  label: string;
  help: string;
  checked: boolean;
  /** Not given where switching is something to do rather than a matter of taste. */
  defaultValue?: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

export const SwitchField = (props: SwitchFieldProps) => {
  const { label, help, checked, defaultValue, disabled = false, onChange } = props;
  const canReset = defaultValue !== undefined && checked !== defaultValue && !disabled;
  return (
    <div className="k-field k-switch-field">
      <Switch
        className="k-switch"
        labelPosition="left"
        label={label}
        description={help}
        checked={checked}
        disabled={disabled}
        withThumbIndicator={false}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {canReset && <ResetButton name={label} onReset={() => onChange(defaultValue)} />}
    </div>
  );
};
