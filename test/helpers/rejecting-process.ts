import { outliveLostConnections } from "../../server/lost-connections.js";

// A process of its own, in which a promise that nobody waits for is rejected with the code in its argument.
outliveLostConnections();
void Promise.reject(Object.assign(new Error("rejected"), { code: process.argv[2] }));
setTimeout(() => console.log("lives on"), 50);
