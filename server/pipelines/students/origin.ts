/** As long as `birth_province` may be. */
const LONGEST_PROVINCE = 50;
const TWO_LETTERS = /^[^A-Za-z]*([A-Za-z])[^A-Za-z]*([A-Za-z])/;

/** The province under the name that our tables know it by. */
export function birthProvinceOf(birthPlace: string | null): string | null {
  if (birthPlace === null) return null;
  const province = birthPlace.toLowerCase().replace(/\s+/gu, "_");
  if (province === "phnompenh") return "phnom_penh";
  // By code points, as PostgreSQL counts: half a character can't be kept.
  return province.length <= LONGEST_PROVINCE ? province : Array.from(province).slice(0, LONGEST_PROVINCE).join("");
}

/** The first two letters from A to Z; Cambodia where there are none. */
export function citizenshipOf(nationality: string | null): string {
  const letters = nationality === null ? null : TWO_LETTERS.exec(nationality);
  return letters === null ? "KH" : `${letters[1]}${letters[2]}`.toUpperCase();
}
