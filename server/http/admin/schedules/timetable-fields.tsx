import { Choice, Field } from "../parts/fields.js";
import { type Problem, problemOf } from "../parts/problem.js";
import { choicesOf } from "../start/options-form.js";
import { DAYS, OFTEN, type Timetable } from "./timetable.js";

interface TimetableFieldsProps {
  readonly timetable: Timetable;
  readonly timeZone: string;
  readonly problems: readonly Problem[];
  readonly onTimetable: (timetable: Timetable) => void;
  readonly onTimeZone: (timeZone: string) => void;
}

/** When it is due, and by which clock. */
export function TimetableFields(props: TimetableFieldsProps) {
  const { timetable, timeZone, problems, onTimetable, onTimeZone } = props;
  const { often, time, day, expression } = timetable;
  const set = (changes: Partial<Timetable>): void => onTimetable({ ...timetable, ...changes });
  return (
    <>
      <Choice
        id="often"
        label="How often"
        choices={choicesOf(OFTEN)}
        value={often}
        onChange={(value) => set({ often: value })}
      />
      {often === "WEEKLY" && (
        <Choice
          id="day"
          label="On"
          choices={DAYS.map((name, i): [string, string] => [String(i), name])}
          value={day}
          onChange={(value) => set({ day: value })}
        />
      )}
      {often === "EXPRESSION" ? (
        <Field
          id="cron"
          label="Cron expression"
          hint="Minute, hour, day of the month, month, day of the week; with seconds in front if need be, such as 0 2 * * *"
          width="20"
          value={expression}
          problem={problemOf(problems, "cron")}
          onChange={(value) => set({ expression: value })}
        />
      ) : (
        <div class="govuk-form-group">
          <label class="govuk-label govuk-!-font-weight-bold" for="time">
            {often === "HOURLY" ? "At the minutes of" : "At"}
          </label>
          <input
            id="time"
            class="govuk-input govuk-input--width-5"
            type="time"
            value={time}
            required
            onInput={(event) => set({ time: event.currentTarget.value })}
          />
        </div>
      )}
      <Field
        id="timeZone"
        label="Time zone"
        hint="Whose clock it goes by, such as Europe/London or UTC"
        width="20"
        list="time-zones"
        value={timeZone}
        problem={problemOf(problems, "timeZone")}
        onChange={onTimeZone}
      />
      <datalist id="time-zones">
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
