export interface GenderAndOrder {
  readonly preferredGender: "MALE" | "FEMALE" | "PREFER_NOT_TO_SAY";
  readonly isMonk: boolean;
}

/** The legacy system has one field for both: a monk is male. */
export function readGender(field: string | null): GenderAndOrder {
  switch (field?.toUpperCase()) {
    case "M":
      return { preferredGender: "MALE", isMonk: false };
    case "F":
      return { preferredGender: "FEMALE", isMonk: false };
    case "MONK":
      return { preferredGender: "MALE", isMonk: true };
    default:
      return { preferredGender: "PREFER_NOT_TO_SAY", isMonk: false };
  }
}
