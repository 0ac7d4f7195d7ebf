"use client";

import { Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Person } from "@/components/person";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { toastDone, toastError } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { SuspendEmployeeDialog } from "./suspend-employee-dialog";

export type EmployeeRow = {
  id: string;
  fullName: string;
  email: string;
  status: string;
  lastLoginAt: Date | null;
  team: { name: string } | null;
  role: { name: string };
  /** Whether the viewer may suspend this very person. */
  canSuspend: boolean;
};

const COLUMNS: readonly TableColumn<EmployeeRow>[] = [
  {
    id: "name",
    header: "Person",
    onPhone: "title",
    cell: (employee) => <Person name={employee.fullName} email={employee.email} />,
    sortBy: (employee) => employee.fullName,
    searchIn: (employee) => `${employee.fullName} ${employee.email}`,
  },
  { id: "role", header: "Role", cell: (employee) => employee.role.name, sortBy: (employee) => employee.role.name },
  {
    id: "team",
    header: "Team",
    cell: (employee) => employee.team?.name ?? <span className="text-ink-faint">none</span>,
    sortBy: (employee) => employee.team?.name ?? null,
    searchIn: (employee) => employee.team?.name ?? "",
  },
  {
    id: "status",
    header: "Status",
    cell: (employee) => <EmployeeStatusBadge status={employee.status} />,
    sortBy: (employee) => employee.status,
  },
  {
    id: "seen",
    header: "Last sign-in",
    cell: (employee) => <RelativeTime at={employee.lastLoginAt} />,
    sortBy: (employee) => employee.lastLoginAt,
  },
  {
    id: "actions",
    header: "",
    align: "end",
    width: "narrow",
    cell: (employee) => (employee.canSuspend ? <SuspendOrReinstate employee={employee} /> : null),
  },
];

/** The people within reach; each row leads to the person's activity. */
export function EmployeesTable({ employees, org }: { employees: readonly EmployeeRow[]; org: string }) {
  return (
    <DataTable
      label="People"
      columns={COLUMNS}
      rows={employees}
      rowId={(employee) => employee.id}
      rowHref={(employee) => `/${org}/activity?employee=${employee.id}`}
      search={{ placeholder: "Find a person or team" }}
      empty={
        <EmptyState icon={<Users />} title="Nobody here yet" body="People who join the organization appear here." />
      }
    />
  );
}

function EmployeeStatusBadge({ status }: { status: string }) {
  if (status === "active") return <Badge tone="allow">Active</Badge>;
  return <Badge tone="deny">{status === "suspended" ? "Suspended" : "Left"}</Badge>;
}

function SuspendOrReinstate({ employee }: { employee: EmployeeRow }) {
  const router = useRouter();
  const reinstate = trpc.employees.reinstate.useMutation({
    onSuccess: () => {
      toastDone(`${employee.fullName} is back`);
      router.refresh();
    },
    onError: toastError,
  });
  if (employee.status === "active") return <SuspendEmployeeDialog employee={employee} />;
  return (
    <Button
      size="sm"
      tone="quiet"
      isPending={reinstate.isPending}
      aria-label={`Reinstate ${employee.fullName}`}
      onClick={() => reinstate.mutate({ employeeId: employee.id })}
    >
      Reinstate
    </Button>
  );
}
