// One line per URL. Pages beside the worklist and the case page are loaded when first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queryClient } from "./api/call.ts";
import { type Order, QUEUES, type Queue, sessionQuery } from "./api/queries.ts";
import { ViewRequest } from "./features/request/ViewRequest.tsx";
import { ListCases } from "./features/worklist/ListCases.tsx";
import { homeOf } from "./shell/home.ts";
import { NotFound } from "./shell/NotFound.tsx";
import { Root } from "./shell/Root.tsx";

export interface CasesSearch {
  queue?: Queue;
  order?: Order;
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const session = await queryClient.ensureQueryData(sessionQuery).catch(() => null);
    // Without the code there are no posts yet, and no way to know where this person begins.
    if (session && !session.code_wanted) {
      throw redirect(homeOf(session.posts.map((post) => post.role)));
    }
  },
});

const record = createRoute({
  getParentRoute: () => root,
  path: "/record",
  component: lazyRouteComponent(() => import("./features/request/RecordRequest.tsx"), "RecordRequest"),
});

export const casesRoute = createRoute({
  getParentRoute: () => root,
  path: "/cases",
  component: ListCases,
  validateSearch: (search: Record<string, unknown>): CasesSearch => ({
    queue: QUEUES.find((queue) => queue === search.queue),
    order: search.order === "due" || search.order === "newest" ? search.order : undefined,
  }),
});

export const caseRoute = createRoute({
  getParentRoute: () => root,
  path: "/cases/$request",
  component: ViewRequest,
});

const catalogue = createRoute({
  getParentRoute: () => root,
  path: "/catalogue",
  component: lazyRouteComponent(() => import("./features/catalogue/ListMatters.tsx"), "ListMatters"),
});

const organisation = createRoute({
  getParentRoute: () => root,
  path: "/organisation",
  component: lazyRouteComponent(
    () => import("./features/organisation/ViewOrganisation.tsx"),
    "ViewOrganisation",
  ),
});

const numbers = createRoute({
  getParentRoute: () => root,
  path: "/numbers",
  component: lazyRouteComponent(() => import("./features/numbers/NumbersByUnit.tsx"), "NumbersByUnit"),
});

const rights = createRoute({
  getParentRoute: () => root,
  path: "/rights",
  component: lazyRouteComponent(() => import("./features/rights/ListRights.tsx"), "ListRights"),
});

const supervision = createRoute({
  getParentRoute: () => root,
  path: "/supervision",
  component: lazyRouteComponent(() => import("./features/supervision/ViewBoard.tsx"), "ViewBoard"),
  validateSearch: (search: Record<string, unknown>): { division?: string } => ({
    division: typeof search.division === "string" ? search.division : undefined,
  }),
});

const narrowed = createRoute({
  getParentRoute: () => root,
  path: "/supervision/cases",
  component: lazyRouteComponent(() => import("./features/supervision/ListNarrowed.tsx"), "ListNarrowed"),
  validateSearch: (search: Record<string, unknown>): { list: string } => ({
    list: typeof search.list === "string" ? search.list : "open=true",
  }),
});

const reAudits = createRoute({
  getParentRoute: () => root,
  path: "/re-audits",
  component: lazyRouteComponent(() => import("./features/reaudit/ListReAudits.tsx"), "ListReAudits"),
});

const reAudit = createRoute({
  getParentRoute: () => root,
  path: "/re-audits/$id",
  component: lazyRouteComponent(() => import("./features/reaudit/ViewReAudit.tsx"), "ViewReAudit"),
});

const limits = createRoute({
  getParentRoute: () => root,
  path: "/limits",
  component: lazyRouteComponent(() => import("./features/limits/ListLimits.tsx"), "ListLimits"),
});

const looks = createRoute({
  getParentRoute: () => root,
  path: "/looks",
  component: lazyRouteComponent(() => import("./features/access/ListLooks.tsx"), "ListLooks"),
});

const access = createRoute({
  getParentRoute: () => root,
  path: "/access",
  component: lazyRouteComponent(() => import("./features/access/ExplainAccess.tsx"), "ExplainAccess"),
});

const exports = createRoute({
  getParentRoute: () => root,
  path: "/exports",
  component: lazyRouteComponent(() => import("./features/access/ListExports.tsx"), "ListExports"),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: "/jobs",
  component: lazyRouteComponent(() => import("./features/jobs/ListDeadJobs.tsx"), "ListDeadJobs"),
});

const outbox = createRoute({
  getParentRoute: () => root,
  path: "/outbox",
  component: lazyRouteComponent(() => import("./features/notice/Outbox.tsx"), "Outbox"),
});

export const router = createRouter({
  basepath: "/desk",
  routeTree: root.addChildren([
    home,
    record,
    casesRoute,
    caseRoute,
    catalogue,
    organisation,
    numbers,
    jobs,
    outbox,
    rights,
    supervision,
    narrowed,
    reAudits,
    reAudit,
    limits,
    looks,
    exports,
    access,
  ]),
  defaultPreload: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
