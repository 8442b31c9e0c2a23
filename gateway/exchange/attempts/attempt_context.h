#pragma once

#include "services.h"
#include "target_queue.h"
#include "translator.h"

#include "gateway/exchange/billing/exchange_bill.h"
#include "gateway/policy/limits/exchange_limits.h"
#include "gateway/usage/record.h"

#include <functional>
#include <memory>
#include <optional>

namespace gateway::exchange {

/// What the attempts of one exchange share. All of it must outlive them.
struct AttemptContext {
    struct Times {
        TimePoint begun;
        TimePoint received; ///< when the last byte of the request arrived
        std::optional<TimePoint> deadline = {}; ///< by which an attempt must have begun to answer
    };
    /// The settings of the route.
    struct Terms {
        const config::FallbackSettings* fallback = nullptr;
        const providers::Authorization* clientCredential = nullptr; ///< null: the provider's configured keys
        bool mayContinue = false; ///< another target may continue an interrupted stream
    };
    using Charge = std::function<http::BodyBudget::Share()>;

    Services& services;
    const Snapshot& snapshot;
    const http::RequestHead& client;
    const ClientRequest& request;
    Translator& translator;
    const routing::RequestFacts& facts; ///< of `request`
    std::shared_ptr<usage::ExchangeRecord> record;
    Bill& bill;
    const policy::ExchangeLimits& limits; ///< what the exchange holds of them
    Times times;
    Terms terms = {};
    Charge charge = {}; ///< gives an empty share of whoever is charged for held answers; empty: nobody is
};

/// The target, endpoint and request of one attempt.
struct AttemptAim {
    const Target target;
    const Access& access;
    const UpstreamRequest& upstream; ///< what is sent there
    const protocol::PartialAnswer partial = {}; ///< the text of an interrupted answer that this attempt continues
    const TimePoint begun = std::chrono::steady_clock::now();

    const std::string& provider() const { return target.provider->settings->id; }
    Milliseconds took() const { return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begun); }
};

} // namespace gateway::exchange
