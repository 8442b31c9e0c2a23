#pragma once

#include "services.h"
#include "target_queue.h"
#include "translator.h"

#include "gateway/exchange/billing/exchange_bill.h"
#include "gateway/usage/record.h"

#include <functional>
#include <memory>
#include <optional>

namespace gateway::exchange {

/// What the attempts of one exchange share. All of it must outlive them.
struct AttemptContext {
    struct Times {
        TimePoint begun;
        TimePoint received; ///< the last byte of the request
        std::optional<TimePoint> deadline = {}; ///< by which an attempt has to have begun to answer
    };
    /// What the route says.
    struct Terms {
        const config::FallbackSettings* fallback = nullptr;
        const providers::Authorization* clientCredential = nullptr; ///< null: our own keys
        bool mayContinue = false; ///< another target may go on with a stream that breaks off
    };
    using Charge = std::function<http::BodyBudget::Share()>;

    Services& services;
    const Snapshot& snapshot;
    const http::RequestHead& client;
    const ClientRequest& request;
    Translator& translator;
    const routing::RequestFacts& facts; ///< of that
    std::shared_ptr<usage::ExchangeRecord> record;
    Bill& bill;
    Times times;
    Terms terms = {};
    Charge charge = {}; ///< an empty share of who is charged for what is held of answers; empty: nobody is
};

/// Whom one attempt asks for what.
struct AttemptAim {
    const Target target;
    const Access& access;
    const UpstreamRequest& upstream; ///< what goes there
    const protocol::PartialAnswer partial = {}; ///< what an answer that broke off had said: this goes on from there
    const TimePoint begun = std::chrono::steady_clock::now();

    const std::string& provider() const { return target.provider->settings->id; }
    Milliseconds took() const { return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begun); }
};

} // namespace gateway::exchange
