#pragma once

#include "late_usage.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/tokenizer/count_job.h"
#include "gateway/usage/record.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace gateway::exchange {

/// It was sent, and its provider told nothing of it.
bool lacksInput(const protocol::TokenUsage& tokens);

/// A record that waits for its numbers. Gateway thread.
struct Settling {
    std::shared_ptr<usage::ExchangeRecord> record;
    std::shared_ptr<const Snapshot> snapshot;
    LateUsage& late; ///< must outlive this
    std::vector<usage::Charge> charges = {};
    std::vector<bool> isInputOurs = {}; ///< of each: its provider told nothing of it
    WallTime ended{};
    Tokens asked = {}; ///< estimated
    std::size_t waiting = 0; ///< numbers that are to come
    std::function<void()> done = {};

    /// One of those numbers. `isGuessed`: its output is what went by of a stream, for which what was counted stands in.
    void take(std::size_t at, const protocol::TokenCounts& counts, bool isGuessed);
    /// All of them are there.
    void finish();

private:
    void addAsked();
};

} // namespace gateway::exchange
