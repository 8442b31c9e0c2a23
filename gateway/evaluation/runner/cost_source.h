#pragma once

#include "gateway/core/money.h"

#include <functional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// What the ledger knows of the cost of an exchange. A value.
struct ExchangeCost {
    enum class State {
        NotYet, ///< the exchange is not in the ledger yet
        None,   ///< it is there without a cost, and will not get one
        Known,
    };

    std::string exchange;
    State state = State::NotYet;
    Money cost; ///< with `Known`
};

/// Looks up costs in the ledger, into which an exchange is written about a second after its end.
class CostSource {
public:
    virtual ~CostSource() = default;
    /// `done` is called once, in the same thread; also before this returns. Exchanges that are missing in its argument
    /// count as `NotYet`.
    virtual void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<ExchangeCost>)> done) = 0;
};

} // namespace gateway::evaluation
