//! What is counted, for Prometheus. Counting is a few atomic additions for each request; what has to be looked up is looked
//! up when somebody asks.

use crate::sync::Moved;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::time::Duration;

/// Buckets of the times that requests take: from a millisecond, each twice the one before.
const BUCKETS: u16 = 14;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    route: &'static str,
    answer: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Organisation {
    organisation: String,
}

/// Everything that is counted.
pub struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    seconds: Family<Route, Histogram>,
    received: Counter,
    sent: Counter,
    pushed: Counter,
    refused: Counter,
    pulled: Counter,
    /// Connections that are open.
    pub connections: Gauge,
    /// Connections that were closed because their address had too many.
    pub turned_away: Counter,
    /// Whether the database answers.
    pub database: Gauge,
    /// Free bytes where the data is.
    pub free: Gauge,
    head: Family<Organisation, Gauge>,
}

impl Metrics {
    /// With nothing counted yet.
    pub fn new() -> Self {
        let seconds: fn() -> Histogram = || Histogram::new(exponential_buckets(0.001, 2.0, BUCKETS));
        let mut all = Self {
            registry: Registry::with_prefix("karakana"),
            answers: Family::default(),
            seconds: Family::new_with_constructor(seconds),
            received: Counter::default(),
            sent: Counter::default(),
            pushed: Counter::default(),
            refused: Counter::default(),
            pulled: Counter::default(),
            connections: Gauge::default(),
            turned_away: Counter::default(),
            database: Gauge::default(),
            free: Gauge::default(),
            head: Family::default(),
        };
        all.register();
        all
    }

    fn register(&mut self) {
        let of = &mut self.registry;
        of.register("requests", "Requests by route and by the code of the answer", self.answers.clone());
        of.register("request_seconds", "From the head of a request to its answer", self.seconds.clone());
        of.register("received_bytes", "Bundles of phones", self.received.clone());
        of.register("sent_bytes", "Bundles to phones", self.sent.clone());
        of.register("documents_pushed", "Documents that phones sent", self.pushed.clone());
        of.register("changes_refused", "Changes of phones that were not accepted", self.refused.clone());
        of.register("documents_pulled", "Documents that phones got", self.pulled.clone());
        of.register("connections", "Connections that are open", self.connections.clone());
        of.register("connections_turned_away", "Closed for too many of one address", self.turned_away.clone());
        of.register("database_up", "1 when the database answers", self.database.clone());
        of.register("disk_free_bytes", "Free where the data is", self.free.clone());
        of.register("log_head", "The last number of each organisation's log", self.head.clone());
    }

    /// Counts a request of `route` that was answered with `answer`, a code's word or `ok`.
    pub fn answered(&self, route: &'static str, answer: &'static str, bytes: usize, took: Duration) {
        self.answers.get_or_create(&Answer { route, answer }).inc();
        self.seconds.get_or_create(&Route { route }).observe(took.as_secs_f64());
        self.sent.inc_by(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    /// Counts what a phone sent.
    pub fn received(&self, bytes: usize) {
        self.received.inc_by(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    /// Counts what a sync moved.
    pub fn moved(&self, moved: Moved) {
        let of = [(&self.pushed, moved.pushed), (&self.refused, moved.refused), (&self.pulled, moved.pulled)];
        for (counter, many) in of {
            counter.inc_by(u64::try_from(many).unwrap_or(u64::MAX));
        }
    }

    /// Notes how far an organisation's log has come.
    pub fn head(&self, organisation: String, head: i64) {
        self.head.get_or_create(&Organisation { organisation }).set(head);
    }

    /// As Prometheus reads it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a String has no error to give.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
