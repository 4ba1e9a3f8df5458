export type Often = "DAILY" | "WORKDAYS" | "WEEKLY" | "HOURLY" | "EXPRESSION";

/** When a schedule is due, as a form asks for it. */
export interface Timetable {
  readonly often: Often;
  /** hours and minutes, such as 02:00 */
  readonly time: string;
  /** 0 is Sunday */
  readonly day: string;
  readonly expression: string;
}

export const OFTEN: Readonly<Record<Often, string>> = {
  DAILY: "Every day",
  WORKDAYS: "Monday to Friday",
  WEEKLY: "Once a week",
  HOURLY: "Every hour",
  EXPRESSION: "By a cron expression",
};

export const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const NIGHTLY: Timetable = { often: "DAILY", time: "02:00", day: "1", expression: "0 2 * * *" };

/** The timetable of a cron expression: in the form's words where they say the same. */
export function timetableOf(cron: string | null): Timetable {
  if (cron === null) return NIGHTLY;
  const expression = cron.trim();
  const parts = /^(\d{1,2}) (\d{1,2}|\*) \* \* (\*|[0-6]|1-5)$/.exec(expression);
  const [, minute, hour, days] = parts ?? [];
  const given = { ...NIGHTLY, expression };
  if (minute === undefined || hour === undefined || days === undefined) return { ...given, often: "EXPRESSION" };
  const time = `${(hour === "*" ? "0" : hour).padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (hour === "*") return days === "*" ? { ...given, often: "HOURLY", time } : { ...given, often: "EXPRESSION" };
  if (days === "*") return { ...given, often: "DAILY", time };
  if (days === "1-5") return { ...given, often: "WORKDAYS", time };
  return { ...given, often: "WEEKLY", time, day: days };
}

export function cronOf({ often, time, day, expression }: Timetable): string {
  const [hour, minute] = time.split(":").map(Number);
  const at = `${minute || 0} ${hour || 0}`;
  switch (often) {
    case "DAILY":
      return `${at} * * *`;
    case "WORKDAYS":
      return `${at} * * 1-5`;
    case "WEEKLY":
      return `${at} * * ${day}`;
    case "HOURLY":
      return `${minute || 0} * * * *`;
    case "EXPRESSION":
      return expression.trim();
  }
}

/** When a cron expression is due, in words where there are some. */
export function describeCron(cron: string): string {
  const { often, time, day } = timetableOf(cron);
  switch (often) {
    case "DAILY":
      return `Every day at ${time}`;
    case "WORKDAYS":
      return `Monday to Friday at ${time}`;
    case "WEEKLY":
      return `Every ${DAYS[Number(day)]} at ${time}`;
    case "HOURLY":
      return `Every hour at minute ${Number(time.slice(3))}`;
    case "EXPRESSION":
      return cron;
  }
}
