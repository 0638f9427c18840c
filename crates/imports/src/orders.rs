//! What the two order forms have in common.

use crate::{File, Problem, Table, shopify, wholesale};
use domain::catalogue::{Order, OrderSource};
use std::collections::{BTreeMap, BTreeSet};

/// A file of orders, read as a table and not further: which products it names has to be known to go on.
pub struct OrderFile {
    source: OrderSource,
    table: Table,
    problems: Vec<Problem>,
}

/// What a file says, and what of it cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOrders {
    /// Whole orders by their number, their lines sorted by SKU. An order with a line that cannot be used is not here: half
    /// an order is another order.
    pub orders: Vec<Order>,
    /// What cannot be used, by line.
    pub problems: Vec<Problem>,
    /// Numbers of the orders that are left out because of a problem.
    pub left_out: BTreeSet<String>,
}

impl OrderFile {
    /// Opens a file of the form of `source`. The problem is that of the file as a whole.
    pub fn open(source: OrderSource, file: &File) -> Result<Self, Problem> {
        let columns = match source {
            OrderSource::Shopify => shopify::COLUMNS,
            OrderSource::Wholesale => wholesale::COLUMNS,
        };
        let optional = match source {
            OrderSource::Shopify => shopify::OPTIONAL,
            OrderSource::Wholesale => &[],
        };
        let mut problems = Vec::new();
        let table = file.table(columns, optional, &mut problems)?;
        Ok(Self { source, table, problems })
    }

    /// Opens a file of whichever form its columns are of. Where they are of neither, the problem is that of the form
    /// that lacks fewer.
    pub fn sniff(file: &File) -> Result<Self, Problem> {
        Self::open(OrderSource::Shopify, file).or_else(|shopify| {
            Self::open(OrderSource::Wholesale, file)
                .map_err(|wholesale| if wholesale.missing() <= shopify.missing() { wholesale } else { shopify })
        })
    }

    /// The form.
    pub fn source(&self) -> OrderSource {
        self.source
    }

    /// The SKUs that it names.
    pub fn skus(&self) -> BTreeSet<&str> {
        let column = match self.source {
            OrderSource::Shopify => shopify::SKU,
            OrderSource::Wholesale => wholesale::SKU,
        };
        self.table.rows.iter().map(|row| row.get(column)).filter(|sku| !sku.is_empty()).collect()
    }

    /// Reads the orders, with `known` as the SKUs of the catalogue.
    pub fn read(mut self, known: &BTreeSet<String>) -> ReadOrders {
        let mut orders: BTreeMap<String, Order> = match self.source {
            OrderSource::Shopify => shopify::read(&self.table, known, &mut self.problems),
            OrderSource::Wholesale => wholesale::read(&self.table, known, &mut self.problems),
        };
        self.problems.sort_by_key(|p| p.line);
        let number = match self.source {
            OrderSource::Shopify => shopify::NUMBER,
            OrderSource::Wholesale => wholesale::NUMBER,
        };
        let bad: BTreeSet<u64> = self.problems.iter().map(|p| p.line).collect();
        let rows = self.table.rows.iter().filter(|row| bad.contains(&row.line)).chain(&self.table.broken);
        let left_out: BTreeSet<String> =
            rows.map(|row| row.get(number)).filter(|n| !n.is_empty()).map(str::to_owned).collect();
        orders.retain(|number, _| !left_out.contains(number));
        let mut orders: Vec<Order> = orders.into_values().collect();
        for order in &mut orders {
            order.lines.sort_by(|a, b| a.sku.cmp(&b.sku));
        }
        ReadOrders { orders, problems: self.problems, left_out }
    }
}
