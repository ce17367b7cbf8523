import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { PartQuery } from "@/components/ui/page-part";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { NothingSeen } from "./nothing-seen";
import { SettingsSkeleton } from "./settings-skeleton";

interface SettingsListProps<Row> {
  /** One of its rows. */
  readonly of: "region" | "service";
  /** The rows come from it. */
  readonly query: PartQuery<unknown>;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  /** Opens a row's form; null: this visitor may not change it. */
  readonly onEdit: ((key: string) => void) | null;
}

/** What is set of each region or service, with the way to change it. */
export function SettingsList<Row>(props: SettingsListProps<Row>) {
  const { of, query, rows, columns, keyOf, nameOf, onEdit } = props;
  const many = `${of}s`;
  return (
    <>
      <RefreshNotice
        error={query.error}
        dataUpdatedAt={query.dataUpdatedAt}
        what={`The list of ${many}`}
        onRetry={() => void query.refetch()}
        busy={query.isFetching}
      />
      <section aria-label={of === "region" ? "Regions" : "Services"} className="card">
        {query.data === undefined ? (
          <SettingsSkeleton what={many} />
        ) : (
          <DataTable
            caption={`Settings of ${many}`}
            heading={<h2 className="card-title">All {many}</h2>}
            csvName={many}
            rows={rows}
            rowKey={keyOf}
            columns={columns}
            empty={<NothingSeen what={of} />}
            actions={onEdit === null ? undefined : editAction(onEdit, keyOf, nameOf)}
          />
        )}
      </section>
    </>
  );
}

function editAction<Row>(
  onEdit: (key: string) => void,
  keyOf: (row: Row) => string,
  nameOf: (row: Row) => string,
) {
  return {
    label: "Change",
    cell: (row: Row) => (
      <button
        type="button"
        className="btn"
        onClick={() => onEdit(keyOf(row))}
        aria-label={`Edit ${nameOf(row)}`}
      >
        Edit
      </button>
    ),
  };
}
