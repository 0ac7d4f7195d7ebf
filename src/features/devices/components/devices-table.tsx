"use client";

import { Laptop } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { Checksum } from "./checksum";
import { ProtectionBadge } from "./protection-badge";

export type DeviceRow = {
  id: string;
  name: string;
  os: string | null;
  cliVersion: string | null;
  clients: readonly { name: string; version?: string | undefined }[];
  protection: string;
  appliedBundle: string | null;
  appliedAt: Date | null;
  lastSeenAt: Date | null;
  revokedAt: Date | null;
  canRevoke: boolean;
  employee: { fullName: string };
};

const machine: TableColumn<DeviceRow> = {
  id: "name",
  header: "Machine",
  onPhone: "title",
  cell: (device) => (
    <span className="flex items-center gap-2.5">
      <Laptop aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0">
        <span className="block truncate font-medium text-ink">{device.name}</span>
        <span className="block truncate text-xs text-ink-faint">{device.os ?? "unknown system"}</span>
      </span>
    </span>
  ),
  sortBy: (device) => device.name,
  searchIn: (device) => device.name,
};
const person: TableColumn<DeviceRow> = {
  id: "person",
  header: "Person",
  cell: (device) => device.employee.fullName,
  sortBy: (device) => device.employee.fullName,
  searchIn: (device) => device.employee.fullName,
};
const facts: readonly TableColumn<DeviceRow>[] = [
  {
    id: "clients",
    header: "Agents",
    cell: (device) => <Clients clients={device.clients} />,
    searchIn: (device) => device.clients.map(({ name }) => name).join(" "),
  },
  {
    id: "protection",
    header: "Protection",
    cell: (device) => <ProtectionBadge protection={device.protection} />,
    sortBy: (device) => device.protection,
  },
  {
    id: "settings",
    header: "Settings it runs",
    cell: (device) => <Checksum checksum={device.appliedBundle} since={device.appliedAt} />,
  },
  {
    id: "cli",
    header: "CLI",
    cell: (device) => device.cliVersion ?? "–",
    sortBy: (device) => device.cliVersion,
    onPhone: "hidden",
  },
  {
    id: "seen",
    header: "Last seen",
    cell: (device) => <RelativeTime at={device.lastSeenAt} />,
    sortBy: (device) => device.lastSeenAt,
  },
  {
    id: "actions",
    header: "",
    align: "end",
    width: "narrow",
    cell: (device) =>
      device.revokedAt !== null ? (
        <Badge tone="deny">Cut off</Badge>
      ) : device.canRevoke ? (
        <RevokeDevice device={device} />
      ) : null,
  },
];
const ALL = [machine, person, ...facts];
const OWN = [machine, ...facts];

type Props = {
  devices: readonly DeviceRow[];
  isOwn?: boolean;
  empty: { title: string; body: ReactNode; action?: ReactNode };
};

/** Machines: what they run, how strongly they are bound, and the way to cut one off. */
export function DevicesTable({ devices, isOwn, empty }: Props) {
  return (
    <DataTable
      label="Devices"
      columns={isOwn ? OWN : ALL}
      rows={devices}
      rowId={(device) => device.id}
      {...(!isOwn && { search: { placeholder: "Find a machine, person or agent" } })}
      empty={<EmptyState icon={<Laptop />} {...empty} />}
    />
  );
}

function Clients({ clients }: { clients: DeviceRow["clients"] }) {
  if (clients.length === 0) return <span className="text-ink-faint">none seen</span>;
  return (
    <span className="flex flex-wrap gap-1 max-md:justify-end">
      {clients.map(({ name, version }) => (
        <Badge key={name}>
          {name}
          {version !== undefined && <span className="ml-1 font-normal text-ink-faint">{version}</span>}
        </Badge>
      ))}
    </span>
  );
}

function RevokeDevice({ device }: { device: DeviceRow }) {
  const router = useRouter();
  const revoke = trpc.devices.revoke.useMutation();
  return (
    <ConfirmDialog
      title={`Cut ${device.name} off?`}
      body={
        <>
          Its tokens end everywhere within five seconds, those of its agents included; running agents are refused at
          their next call. {device.employee.fullName} can sign it in again as a new device.
        </>
      }
      confirmLabel="Cut it off"
      onConfirm={async () => {
        await revoke.mutateAsync({ deviceId: device.id });
        toastDone(`${device.name} is cut off`);
        router.refresh();
      }}
      trigger={
        <Button size="sm" tone="danger-quiet" aria-label={`Revoke ${device.name}`}>
          Revoke
        </Button>
      }
    />
  );
}
