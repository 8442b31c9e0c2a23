#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <functional>

namespace gateway::usage {

/// Makes the ledger `into` with what the file `from`, which may be anybody's, has: rows that are copied into a schema of our own,
/// without what was asked and answered. Whoever opens it brings it up to date. `isOver`: asked many times a second; empty: never.
/// Blocks; any thread. Errors: Io; then there is no file `into`.
Result<void> restoreLedger(const QString& from, const QString& into, std::function<bool()> isOver = {});

} // namespace gateway::usage
