/** The colours of tags. */
export type Colour = "grey" | "green" | "blue" | "yellow" | "orange" | "red" | "purple";
