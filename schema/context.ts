import type { Loaders } from "./loaders.js";
import type { ApiServices } from "./services.js";

/** Who asks. */
export interface User {
  readonly name: string;
}

/** What a resolver is given: the services, who asks, and loaders that live as long as the operation. */
export interface ApiContext extends ApiServices {
  readonly user: User;
  readonly loaders: Loaders;
}
