#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/text/sentence.h"
#include "gateway/core/units.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// A chat request. A value.
struct ChatCall {
    std::string model; ///< as addressed: PROVIDER/MODEL, or the model name of a route
    Json messages;     ///< in the format of OpenAI's chat
    std::optional<double> temperature;
    std::optional<std::int64_t> seed;
    std::optional<Tokens> maxTokens; ///< the most output; empty: not sent
};

/// A request for the embedding of a text. A value.
struct EmbeddingCall {
    std::string model;
    std::string text;
};

/// The longest text of an answer, in bytes. A longer one fails with `kAnswerTooLong`.
inline constexpr std::size_t kLongestAnswer = 4 * 1024 * 1024;

// Codes of failures that are not in the error contract.
inline constexpr const char* kAnswerTooLong = "answer_too_long";
inline constexpr const char* kGatewayUnreachable = "gateway_unreachable"; ///< no response from the gateway itself
inline constexpr const char* kUnknownError = "unknown_error";
inline constexpr const char* kCutAtCostLimit = "cut_at_cost_limit"; ///< the limit for the costs left no room for a longer answer

/// What a request gave. What is unknown is empty. A value.
struct CallResult {
    std::string text;          ///< of a chat
    std::vector<float> vector; ///< of an embedding
    bool isCutOff = false;     ///< the answer ended at a limit for its length
    std::string exchange;      ///< id in the ledger; empty: the gateway did not respond
    int status = 0;            ///< HTTP status; 0: no response
    int attempts = 0;          ///< at upstreams, as reported; 0: none, or not reported
    std::string errorCode;     ///< from the error contract or above; empty: answered
    Sentence error;            ///< the message, without secrets
    bool isRequestsFault = false; ///< the same request would fail again
    std::optional<Milliseconds> retryAfter;
    std::optional<Milliseconds> latency;    ///< until the end of the answer
    std::optional<Milliseconds> firstToken; ///< until the first content or reasoning
    std::optional<Tokens> inputTokens;
    std::optional<Tokens> outputTokens; ///< including reasoning

    bool isAnswered() const { return errorCode.empty(); }
};

/// Called once for each request.
using CallDone = std::function<void(CallResult result)>;

/// Sends requests to models. One thread, with an event loop.
class ModelCalls {
public:
    virtual ~ModelCalls() = default;
    /// `done` is called from the event loop, never before this returns, and never after this object is gone.
    virtual void chat(const ChatCall& call, CallDone done) = 0;
    virtual void embed(const EmbeddingCall& call, CallDone done) = 0;
    /// Aborts all requests, without their `done`.
    virtual void cancelAll() = 0;
};

} // namespace gateway::evaluation
