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
    Empty, ///< the same, but there is nothing in it: a failure, which is shown where nothing is left to try
    Refusal, ///< the client's own fault, in the upstream's words
    Failure, ///< the upstream's: see `AttemptOutcome::failure` and `error`
};

/// What a failed attempt may have cost.
enum class FailureCost {
    None,
    IfBegun, ///< what it has used, if the provider had begun to answer
    IfSent, ///< the same, if it had all of the request
};

/// How an attempt failed.
struct AttemptFailure {
    config::FailureClass failure = config::FailureClass::ServerError;
    Error error; ///< for the client; its `detail` is for the record
    FailureCost cost = FailureCost::None;
};

/// What an attempt came to. A value.
struct AttemptOutcome {
    bool isDecided = false;
    AttemptResult result = AttemptResult::Failure;
    config::FailureClass failure = config::FailureClass::ServerError;
    routing::Verdict verdict = {}; ///< what the rules say of it, and what it concerns
    Error error = {}; ///< of a failure, of a refusal that cannot be passed on, or of an empty answer
    FailureCost cost = FailureCost::None;
    bool isReadable = false; ///< a refusal, or a request that is too long for the model, that the client can read as it came
    bool lacksEndpoint = false; ///< the host has no such endpoint: it can be asked at another one, see `AccessChoice::leave()`
    ToolRefusal toolRefusal = ToolRefusal::None; ///< of these: it has the endpoint, but does not take a tool of the request there

    void decide(AttemptResult what);
    void fail(AttemptFailure how);
    /// The same, and no target rests for it.
    void failWithoutRest(AttemptFailure how);
    /// An empty answer.
    void beEmpty(const std::string& provider);
    /// What the provider says of our account, shortened and without keys; empty: nothing, or something else failed.
    std::string accountWords() const;
};

// ---- how an attempt fails; `provider` is an id

/// An answer that cannot be used; `detail` is the reason in the record, `what` goes on after the provider's name. `isModels`: it may be one that is charged.
AttemptFailure unusableAnswer(const std::string& provider, const std::string& detail, const Sentence& what, bool isModels = true);
/// What stops short is still a model's, and what is empty may be; a page of words is another host's.
AttemptFailure notJson(const std::string& provider, std::string_view held);
AttemptFailure tooManyValues(const std::string& provider, std::size_t most);
AttemptFailure timedOut(const std::string& provider, AttemptReason waitedFor, Milliseconds took);
/// It was asked for JSON in words alone: the model may do better when it is asked again, and the provider is not at fault.
AttemptFailure lacksJson(const std::string& provider, const protocol::AnswerDuties& duties);
/// The memory for bodies is used up: no fault of the provider, and no other target has more of it.
AttemptFailure noMemory(Error why);
/// `why` is the connection's. `mayRetry`: the request is sent once more over a fresh connection.
AttemptFailure brokenConnection(const Target& target, const Access& access, const Error& why, bool mayRetry);

/// The limit of the request, or the provider's policy, left nothing to say: another attempt would come to the same.
bool saysWhyEmpty(std::string_view finishReason);

} // namespace gateway::exchange
