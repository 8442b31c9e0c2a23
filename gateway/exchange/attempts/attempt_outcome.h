#pragma once

#include "target_queue.h"
#include "tool_refusal.h"

#include "gateway/config/settings/failure_settings.h"
#include "gateway/core/error.h"
#include "gateway/protocol/conversation/adaptation/answer_duties.h"
#include "gateway/routing/health/attempt_reason.h"
#include "gateway/routing/health/failure_rules.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::exchange {

using routing::AttemptReason;

enum class AttemptResult {
    Answer, ///< there is one to relay
    Empty, ///< the same but without content: a failure, which is relayed only if nothing else is left to try
    Refusal, ///< the client's fault, in the upstream's words
    Failure, ///< the upstream's fault: see `AttemptOutcome::failure` and `error`
};

/// What a failed attempt may be charged for.
enum class FailureCost {
    None,
    IfBegun, ///< what it has used, if the provider had begun to answer
    IfSent, ///< the same, if it had received the whole request
};

/// How an attempt failed.
struct AttemptFailure {
    config::FailureClass failure = config::FailureClass::ServerError;
    Error error; ///< for the client
    FailureCost cost = FailureCost::None;
    Sentence reason = {}; ///< for the record; empty: its class says enough
};

/// The result of an attempt. A value.
struct AttemptOutcome {
    bool isDecided = false;
    bool isOver = false; ///< nothing is under way any more
    AttemptResult result = AttemptResult::Failure;
    config::FailureClass failure = config::FailureClass::ServerError;
    routing::Verdict verdict = {}; ///< what the rules say about it, and what it concerns
    Error error = {}; ///< for a failure, a refusal that cannot be passed on, or an empty answer
    FailureCost cost = FailureCost::None;
    Sentence reason = {}; ///< of a failure, for the record; empty: its class says enough
    bool isReadable = false; ///< a refusal, or a request too long for the model, that the client can read as received
    bool lacksEndpoint = false; ///< the host lacks the endpoint; another one can be used: see `AccessChoice::leave()`
    ToolRefusal toolRefusal = ToolRefusal::None; ///< the host has the endpoint but does not accept a tool of the request there

    void decide(AttemptResult what);
    void fail(AttemptFailure how);
    /// The same without causing a cooldown.
    void failWithoutRest(AttemptFailure how);
    /// Marks the answer as empty.
    void beEmpty(const std::string& provider);
    /// What the provider says about our account, shortened and without keys; empty if it says nothing or something else
    /// failed.
    std::string accountWords() const;
};

// ---- the kinds of failure; `provider` is an id

/// An unusable answer; `reason` is for the record, `what` follows the provider's name. `isModels`: a model
/// may have written it, so it may be charged.
AttemptFailure unusableAnswer(const std::string& provider, const Sentence& reason, const Sentence& what, bool isModels = true);
/// A truncated answer is still a model's, and an empty one may be; an HTML page or plain text comes from another host.
AttemptFailure notJson(const std::string& provider, std::string_view held);
AttemptFailure tooManyValues(const std::string& provider, std::size_t most);
AttemptFailure timedOut(const std::string& provider, AttemptReason waitedFor, Milliseconds took);
/// JSON was requested by prompt only: the model may succeed on another attempt, and the provider is not to blame.
AttemptFailure lacksJson(const std::string& provider, const protocol::AnswerDuties& duties);
/// The memory for bodies is used up: the provider is not to blame, and another target would not have more.
AttemptFailure noMemory(Error why);
/// `why` is the connection's error. `mayRetry`: the request is sent again over a fresh connection.
AttemptFailure brokenConnection(const Target& target, const Access& access, const Error& why, bool mayRetry);

/// Whether the request's own limit or the provider's policy left no content, so that another attempt would have the
/// same result.
bool saysWhyEmpty(std::string_view finishReason);

} // namespace gateway::exchange
