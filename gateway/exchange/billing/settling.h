#pragma once

#include "late_usage.h"
#include "unseen_usage.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/tokenizer/count_job.h"
#include "gateway/usage/record.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gateway::exchange {

/// Whether a request was sent and its provider did not report the input tokens.
bool lacksInput(const protocol::TokenUsage& tokens);

/// A record that waits for token counts. Gateway thread.
struct Settling {
    std::shared_ptr<usage::ExchangeRecord> record;
    std::shared_ptr<const Snapshot> snapshot;
    LateUsage& late; ///< must outlive this object
    std::vector<usage::Charge> charges = {};
    std::vector<bool> isInputOurs = {}; ///< for each charge: its provider did not report the input
    /// A charge for which a limit had reserved the most that it could use.
    struct Bounded {
        std::size_t charge = 0;
        std::optional<CutAnswer> cut = {}; ///< empty: all of its answer has arrived
        policy::AttemptBound most = {};
    };
    std::vector<Bounded> bounded = {};
    WallTime ended{};
    Tokens asked = {}; ///< estimated input
    std::size_t waiting = 0; ///< counts still to come
    std::function<void()> done = {};

    /// Takes one count. `isGuessed`: the charge's output was estimated from the relayed part of a stream, and the count
    /// replaces it.
    void take(std::size_t at, const protocol::TokenCounts& counts, bool isGuessed);
    /// All counts have arrived.
    void finish();

private:
    void addAsked();
    void fitBounds();
};

} // namespace gateway::exchange
