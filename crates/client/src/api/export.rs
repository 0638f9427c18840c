//! Taking out what is on the phone, as files for other programs.

use super::api;

api! {
    /// Arguments of `export.file`.
    pub struct ExportOf {
        /// What.
        pub what: ExportWhat,
        /// As what kind of file.
        pub form: ExportForm,
    }

    /// What can be taken out. A lead takes out what is of their workshop; orders, earnings and payments are the office's.
    #[derive(Copy)]
    pub enum ExportWhat {
        /// Lines of customers' orders.
        Orders,
        /// Batches.
        Batches,
        /// Assignments.
        Assignments,
        /// Work logs and hand-ins, those that were corrected included.
        WorkLogs,
        /// Checks by leads and second checks by the office.
        Checks,
        /// Movements of material in all ledgers.
        Movements,
        /// Lines of all statements.
        Earnings,
        /// What was paid, and what failed to be.
        Payments,
    }

    /// A kind of file.
    #[derive(Copy)]
    pub enum ExportForm {
        /// Comma-separated text, UTF-8.
        Csv,
        /// An Excel workbook.
        Xlsx,
    }

    /// A file.
    pub struct ExportFile {
        /// What to call it.
        pub name: String,
        /// Its kind, as browsers name kinds.
        pub mime: String,
        /// Its bytes, in base 64.
        pub bytes: String,
        /// How many rows it has below the names of the columns.
        pub rows: u32,
    }
}
