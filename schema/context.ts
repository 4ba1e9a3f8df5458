import type { Principal } from "../server/core/access/principal.js";
import { createLoaders, type Loaders } from "./loaders.js";
import { type PersonalView, viewPersonal } from "./personal.js";
import type { ApiServices } from "./services.js";

/** What a resolver is given: the services, who asks, what they see of people, and loaders that live as long as the operation. */
export interface ApiContext extends ApiServices {
  readonly user: Principal;
  readonly personal: PersonalView;
  readonly loaders: Loaders;
}

/** The context of one operation. */
export function createContext(services: ApiServices, user: Principal): ApiContext {
  return { ...services, user, personal: viewPersonal(user, services.audit), loaders: createLoaders(services) };
}
