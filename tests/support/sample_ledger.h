#pragma once

#include "gateway/usage/record.h"

#include <QString>

#include <vector>

/// The requests of an invented week that ends on the afternoon of `SampleDay`: five models at
/// four providers, mostly in working hours, with a few fallbacks and failures. Deterministic.
class SampleLedger {
public:
    /// The requests that `SampleDay` would have in its ledger, oldest first.
    static gateway::usage::RecordBatch requests(gateway::WallTime until, int days);
    /// A fallback after two providers that refused.
    static gateway::usage::ExchangeRecord fallback(gateway::WallTime at);
    /// Writes a new ledger and waits until it is complete.
    static void write(const QString& file, const gateway::usage::RecordBatch& requests);
};
