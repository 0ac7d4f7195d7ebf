export { listActivity } from "./list-activity";
export { activityRouter } from "./router";
