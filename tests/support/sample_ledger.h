#pragma once

#include "gateway/usage/record.h"

#include <QString>

#include <vector>

/// The requests of an invented week that ends on the afternoon of `SampleDay`: five models by
/// four providers, most of it in working hours, a few fallbacks and failures. The same each time.
class SampleLedger {
public:
    /// Those that `SampleDay` would have in its ledger, the oldest first.
    static gateway::usage::RecordBatch requests(gateway::WallTime until, int days);
    /// A fallback over two providers that refused.
    static gateway::usage::ExchangeRecord fallback(gateway::WallTime at);
    /// Writes a new ledger; waits until all of it is there.
    static void write(const QString& file, const gateway::usage::RecordBatch& requests);
};
