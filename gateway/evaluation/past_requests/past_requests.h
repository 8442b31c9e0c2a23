#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/usage/record.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace gateway::evaluation {

/// Which requests of the ledger become rows. Empty: any. Requests of evaluations, and copies of requests that were sent
/// for comparison, never do. A value.
struct PastRequests {
    std::string model; ///< as requested, or as answered
    std::string provider;
    std::string route;
    std::string consumer;
    WallTime from{};
    WallTime to{}; ///< exclusive
    std::size_t limit = 0; ///< the oldest ones; 0: all
    bool isCopied = false; ///< only requests with a copy for comparison whose answer is stored as well
};

/// What became of the requests that match.
struct PastRequestsFound {
    std::size_t rows = 0;
    std::size_t withoutContent = 0; ///< not stored, expired, or cut
    std::size_t unreadable = 0; ///< not a conversation in text, or with what OpenAI's chat cannot express

    std::size_t matching() const { return rows + withoutContent + unreadable; }
};

/// A row of a dataset in JSON: the request's messages in the format of OpenAI's chat, its answer as the reference, the id
/// of the exchange, and the route as a tag. Empty: not a conversation that was answered with text, or its content was cut.
/// Pure.
std::optional<Json> rowOf(const usage::ExchangeRecord& record, const usage::Content& content);

/// Reads the ledger `file`, which a gateway may be writing, and calls `onRow` for each row until it returns false, or
/// until `isUnwanted`, which is polled and may be null, returns true. Blocks; any thread. Errors: Io.
Result<PastRequestsFound> rowsFromRequests(const QString& file, const PastRequests& wanted, const std::function<bool(const Json& row)>& onRow,
    const std::function<bool()>& isUnwanted = nullptr);

/// Writes the rows as a dataset of JSON Lines that only its owner may read. Nothing is written without rows, and once
/// `isUnwanted`, as above, has returned true. Blocks; any thread. Errors: Io, of the ledger or of `out`, which is unchanged
/// then.
Result<PastRequestsFound> writeDataset(const QString& file, const PastRequests& wanted, const QString& out, const std::function<bool()>& isUnwanted = nullptr);

} // namespace gateway::evaluation
