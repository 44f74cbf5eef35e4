// web/borrower/src/form.tsx: fields, and telling faults: a summary with links above, each fault at its field, what was typed
// stays. RULE 24.5
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Fault, Once } from "../../shared/src/client";
import { faultText } from "../../shared/src/load";
import { t } from "./words";

export interface FormFault {
  field: string;
  text: string;
}

export interface Form {
  faults: readonly FormFault[];
  busy: boolean;
  /** Runs once at a time: a second press while it runs does nothing. */
  submit(check: () => FormFault[], send: () => Promise<void>): (event: { preventDefault(): void }) => void;
  /** The same for a button that has nothing to check. */
  press(send: () => Promise<void>): () => void;
  faultOf(field: string): string | undefined;
  /** The key under which this content is sent; the same until it is known what became of it. */
  key(content: unknown): string;
}

/** `rename` tells under which field of the page a member of the body is shown. */
export function useForm(rename: Readonly<Record<string, string>> = {}): Form {
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const once = useRef(new Once());

  function failed(why: unknown): FormFault[] {
    if (!(why instanceof Fault)) {
      throw why;
    }
    const fields = why.fields.map((fault) => ({
      field: rename[fault.field] ?? fault.field,
      text: faultText({ ...why, message: fault.text }),
    }));
    return fields.length > 0 ? fields : [{ field: "", text: faultText(why) }];
  }

  function run(check: () => FormFault[], send: () => Promise<void>): void {
    if (running.current) {
      return;
    }
    const found = check();
    if (found.length > 0) {
      setFaults(found);
      return;
    }
    running.current = true;
    setBusy(true);
    // The faults of before stay until the answer: nothing moves below a finger that presses twice.
    send()
      .then(
        () => {
          once.current.settle();
          setFaults([]);
        },
        (why: unknown) => {
          once.current.settle(why);
          setFaults(failed(why));
        },
      )
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  }

  return {
    faults,
    busy,
    faultOf: (field) => faults.find((fault) => fault.field === field)?.text,
    key: (content) => once.current.key(content),
    press: (send) => () => run(() => [], send),
    submit: (check, send) => (event) => {
      event.preventDefault();
      run(check, send);
    },
  };
}

/** Takes the focus when faults appear, so that nobody searches for what happened. */
export function FaultSummary(props: { faults: readonly FormFault[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.faults.length > 0) {
      box.current?.focus();
    }
  }, [props.faults]);
  if (props.faults.length === 0) {
    return null;
  }
  return (
    <div className="faults" role="alert" tabIndex={-1} ref={box}>
      <h2>{t("form.problem")}</h2>
      <ul>
        {props.faults.map((fault) => (
          <li key={fault.field + fault.text}>
            {fault.field ? (
              <a
                href={`#${fault.field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fault.field)?.focus();
                }}
              >
                {fault.text}
              </a>
            ) : (
              fault.text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface FieldProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  fault?: string | undefined;
  /** RULE 24.3: a secret is masked while it is entered; pasting and password managers work. */
  secret?: boolean;
  lines?: number;
  /** A day: the browser's own field for it. */
  day?: boolean;
  max?: number | undefined;
  autoComplete?: string;
  inputMode?: "numeric" | "decimal" | "tel" | "email" | "text";
  /** Takes the focus as a dialog opens: the one field that is left to fill in. */
  focus?: boolean | undefined;
  children?: ReactNode;
}

export function Field(props: FieldProps) {
  const told = [props.hint ? `${props.id}-hint` : "", props.fault ? `${props.id}-fault` : ""].filter(Boolean).join(" ");
  const shared = {
    id: props.id,
    value: props.value,
    maxLength: props.max,
    "aria-describedby": told || undefined,
    "aria-invalid": props.fault ? true : undefined,
    onInput: (event: { currentTarget: { value: string } }) => props.onValue(event.currentTarget.value),
  };
  return (
    <div className={props.fault ? "field field-faulty" : "field"}>
      <label htmlFor={props.id}>{props.label}</label>
      {props.hint && (
        <p className="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.fault && (
        <p className="fault" id={`${props.id}-fault`}>
          {props.fault}
        </p>
      )}
      {props.lines ? (
        <textarea {...shared} rows={props.lines} />
      ) : (
        <input
          {...shared}
          data-first={props.focus || undefined}
          type={props.secret ? "password" : props.day ? "date" : "text"}
          autoComplete={props.autoComplete ?? "off"}
          inputMode={props.inputMode}
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
      {props.children}
    </div>
  );
}

/** Faults of fields left empty: id, label, value. */
export function needed(...fields: readonly (readonly [id: string, label: string, value: string])[]): FormFault[] {
  return fields
    .filter(([, , value]) => value.trim() === "")
    .map(([field, name]) => ({ field, text: t("form.needed", { name }) }));
}
