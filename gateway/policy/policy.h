#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/http/message.h"
#include "gateway/loop/task.h"
#include "gateway/protocol/request_outline.h"
#include "gateway/routing/route_planner.h"
#include "gateway/secrets/redaction.h"
#include "gateway/usage/record.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::policy {

/// Who asks.
struct Caller {
    std::string_view name;                              ///< "anonymous" without a known key
    const config::ConsumerSettings* consumer = nullptr; ///< null: none of the configuration
    bool isOwn = false;                                 ///< this program itself
};

/// What a policy sees of a request. All are views that hold for the call, or until the task of a stage is done.
struct Request {
    const http::RequestHead* head = nullptr; ///< never null
    Caller caller = {};
    WallTime startedAt = {};
    // From `BodyUnderstood` on.
    std::string_view body = {}; ///< as the client sent it
    std::string_view model = {}; ///< as the client asked for it
    const protocol::RequestOutline* outline = nullptr;
    const config::RouteSettings* route = nullptr; ///< null: none takes it
    // At `AfterPlan`.
    routing::Plan* plan = nullptr; ///< its candidates may be taken out or put into another order; one has to be left
    // Null and false in `Policy::explain()`.
    usage::ExchangeRecord* record = nullptr;
    bool isRecorded = false; ///< the ledger will have it
    const secrets::Redactor* redactor = nullptr;
};

/// Who is to be asked next.
struct AttemptTarget {
    const config::ProviderSettings* provider = nullptr; ///< never null
    std::string_view model; ///< as it goes upstream
    std::string_view key;   ///< its name; may be empty
};

/// What a policy does with one exchange, and what it remembers of it. It is called at the stages that its row in the policy table
/// names, and at no others. Destroyed with the exchange, at the latest: what it holds, it gives back then. Gateway thread.
class PolicyRun {
public:
    PolicyRun() = default;
    PolicyRun(const PolicyRun&) = delete;
    PolicyRun& operator=(const PolicyRun&) = delete;
    virtual ~PolicyRun() = default;

    // These may wait. An error is what the client gets: nothing has been sent to a provider. `request` outlives the task.
    virtual Task<Result<void>> callerKnown(const Request& request);
    virtual Task<Result<void>> bodyUnderstood(const Request& request);
    virtual Task<Result<void>> beforePlan(const Request& request);
    virtual Task<Result<void>> afterPlan(const Request& request);

    /// An error passes the target over, as one that cools down is; it is the client's where no target is left.
    virtual Result<void> beforeAttempt(const Request& request, const AttemptTarget& target);
    /// A piece of what the client gets, in its dialect; may end anywhere.
    virtual void onAnswer(std::string_view piece);
    /// The record is complete but for what its tokens cost.
    virtual void settled(const Request& request);
};

/// What a policy would do with a request, for people.
struct Explained {
    std::string what;                  ///< a sentence without a full stop
    std::optional<Error> refusal = {}; ///< what the client would be told
};

/// A policy with the settings that are in force. Made with the configuration; immutable. Gateway thread.
class Policy {
public:
    Policy() = default;
    Policy(const Policy&) = delete;
    Policy& operator=(const Policy&) = delete;
    virtual ~Policy() = default;

    /// For one exchange; never null. This outlives it.
    virtual std::unique_ptr<PolicyRun> begin() const = 0;
    /// Changes nothing. The route is known, no plan is.
    virtual Explained explain(const Request& request) const = 0;
};

} // namespace gateway::policy
