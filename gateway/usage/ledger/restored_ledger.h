#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <functional>

namespace gateway::usage {

/// Creates the ledger `into` from the untrusted file `from`: its rows are copied into our own schema, without prompts
/// and answers. The schema is updated when `into` is opened. `isOver`: polled many times a second to cancel; empty:
/// never. Blocks; any thread. Errors: Io; there is no file `into` then.
Result<void> restoreLedger(const QString& from, const QString& into, std::function<bool()> isOver = {});

} // namespace gateway::usage
