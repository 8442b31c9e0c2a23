#pragma once

#include "caller_program.h"
#include "loop_book.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/text/sentence.h"
#include "gateway/http/message.h"
#include "gateway/loop/task.h"
#include "gateway/loop/workers.h"
#include "gateway/policy/limits/exchange_limits.h"
#include "gateway/policy/limits/limit_book.h"
#include "gateway/policy/limits/target_demand.h"
#include "gateway/protocol/format.h"
#include "gateway/protocol/request_outline.h"
#include "gateway/routing/route_planner.h"
#include "gateway/secrets/redaction.h"
#include "gateway/usage/record.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::policy {

/// The caller of a request.
struct Caller {
    std::string_view name;                              ///< "anonymous" without a known key
    const config::ConsumerSettings* consumer = nullptr; ///< null: not a configured consumer
    bool isOwn = false;                                 ///< this program itself
};

struct AttemptTarget;

/// What a policy sees of a request. All views are valid for the call, or until the task of a stage is finished.
struct Request {
    const http::RequestHead* head = nullptr; ///< never null
    Caller caller = {};
    WallTime startedAt = {};
    // From `BodyUnderstood` on.
    std::string_view body = {}; ///< as received from the client
    std::string_view model = {}; ///< as requested by the client
    const protocol::RequestOutline* outline = nullptr;
    const config::RouteSettings* route = nullptr; ///< null: none takes it
    // At `AfterPlan`.
    routing::Plan* plan = nullptr; ///< candidates may be removed or reordered; at least one must be left
    // Null and false in `Policy::explain()`.
    usage::ExchangeRecord* record = nullptr;
    bool isRecorded = false; ///< whether it goes to the ledger
    const secrets::Redactor* redactor = nullptr;
    const CallerProgram* program = nullptr;
    std::string_view session = {}; ///< from `BodyUnderstood` on, as recorded; empty: none
    bool isCounted = true; ///< by limits; false for token counts, lists and GET
    LimitBook* limitBook = nullptr; ///< the limits of the gateway; null: unknown, in `Policy::explain()`
    ExchangeLimits* limits = nullptr; ///< what the exchange holds of them; null in `Policy::explain()`
    const AttemptTarget* firstTarget = nullptr; ///< only in `Policy::explain()`; null: there is none
    LoopBook* loops = nullptr; ///< which repetitions were acted on; null: unknown, in `Policy::explain()`
    Workers* workers = nullptr;
    std::optional<protocol::Format> conversation = {}; ///< its format; empty: it is not a conversation. Also in `explain()`
};

/// The next target.
struct AttemptTarget {
    const config::ProviderSettings* provider = nullptr; ///< never null
    std::string_view model; ///< as it goes upstream
    std::string_view key;   ///< its name; may be empty
    DemandSource* demand = nullptr; ///< null: unknown
};

/// What a policy does with one exchange, and its state. Called only at the stages in its row of the policy table.
/// Destroyed with the exchange at the latest, and must then release everything it holds. Gateway thread.
class PolicyRun {
public:
    PolicyRun() = default;
    PolicyRun(const PolicyRun&) = delete;
    PolicyRun& operator=(const PolicyRun&) = delete;
    virtual ~PolicyRun() = default;

    // These may suspend. An error goes to the client: nothing has been sent to a provider. `request` outlives the task.
    virtual Task<Result<void>> callerKnown(const Request& request);
    virtual Task<Result<void>> bodyUnderstood(const Request& request);
    virtual Task<Result<void>> beforePlan(const Request& request);
    virtual Task<Result<void>> afterPlan(const Request& request);

    /// An error passes over the target, like a cooldown does; if no target is left, the client gets it.
    virtual Result<void> beforeAttempt(const Request& request, const AttemptTarget& target);
    /// A piece of what the client receives, in its dialect; may be split anywhere.
    virtual void onAnswer(std::string_view piece);
    /// The record is complete except for the cost of its tokens.
    virtual void settled(const Request& request);
};

/// What a policy would do with a request, in words.
struct Explained {
    Sentence what;                     ///< without a full stop; context "Error"
    std::optional<Error> refusal = {}; ///< the error that the client would get
};

/// A policy with its settings. Created with the configuration; immutable. Gateway thread.
class Policy {
public:
    Policy() = default;
    Policy(const Policy&) = delete;
    Policy& operator=(const Policy&) = delete;
    virtual ~Policy() = default;

    /// For one exchange; never null. The policy outlives it.
    virtual std::unique_ptr<PolicyRun> begin() const = 0;
    /// Changes nothing. The route is known, the plan is not.
    virtual Explained explain(const Request& request) const = 0;
};

} // namespace gateway::policy
