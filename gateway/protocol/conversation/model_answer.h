#pragma once

#include "conversation.h"

#include "gateway/protocol/token_usage.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gateway::protocol {

/// Why the model stopped.
enum class StopReason {
    Unknown, ///< not specified
    Stop, ///< finished normally
    StopSequence,
    Length, ///< the token limit
    ContextFull, ///< the model's context window
    ToolCalls,
    ContentFilter, ///< the provider's policy
    Refusal, ///< by the model
    Pause, ///< a server-side tool continues in another request
    Error,
    /// The provider marks the answer as incomplete for an unknown reason. Clients get the reason for a reached token
    /// limit: "stop" would make the answer look complete.
    CutShort,
    /// An unknown reason of a later version. It does not mean that the answer is incomplete, so clients get the most
    /// neutral reason of their format, as if none had been given; the original reason is reported as lost.
    Other,
};

/// Whether an answer with tool calls counts as ended for them: clients discard calls of an answer that ends otherwise.
constexpr bool endsForCalls(StopReason stop)
{
    return stop == StopReason::Stop || stop == StopReason::Unknown || stop == StopReason::Other;
}

/// Whether the provider's own reason is kept as well.
constexpr bool hasCause(StopReason stop)
{
    return stop == StopReason::Error || stop == StopReason::CutShort || stop == StopReason::Other;
}

/// Whether the last part of the answer may be incomplete.
constexpr bool isBrokenOff(StopReason stop)
{
    return stop != StopReason::Stop && stop != StopReason::ToolCalls && stop != StopReason::Unknown;
}

struct Choice {
    int index = 0;
    std::vector<Part> parts = {}; ///< Text, Refusal, Media, Thinking, ToolCall or Opaque
    StopReason stop = StopReason::Unknown;
    std::string stopSequence = {}; ///< the one that was found
    Json logProbs = {}; ///< in OpenAI's shape, {"content":[...]}
    std::string cause = {}; ///< for Error, CutShort and Other, in the provider's words
};

/// An error that an upstream sent instead of an answer. The text is the provider's own.
struct AnswerError {
    std::string message = {};
    std::string type = {};
    std::string code = {};
    int status = 0; ///< HTTP status it contains; 0: none
};

/// A whole answer.
struct ModelAnswer {
    std::string id = {};
    std::string model = {};
    std::int64_t created_s = 0; ///< Unix time; 0: unknown
    std::vector<Choice> choices = {};
    TokenUsage usage = {};
    std::string serviceTier = {};
};

// An answer as a stream. Parts of a choice are numbered from 0 and do not overlap: each ends before the next begins. A
// decoder's events are complete: every part and every choice that begins also ends, and AnswerEnded comes only if the
// upstream ended its stream as its format requires.

struct AnswerBegun {
    std::string id = {};
    std::string model = {};
    std::int64_t created_s = 0;
    TokenUsage usage = {}; ///< what is known by then (Anthropic: the input)
};

struct PartBegun {
    int choice = 0;
    int part = 0;
    /// The part, with all that is known at its beginning: an empty Text, Refusal or Thinking, a ToolCall with id and
    /// name, or a complete Media or Opaque.
    Content content = {};
};

struct PartGrew {
    enum class What { Text, Input, Signature, Encrypted, Summary, Annotations };
    int choice = 0;
    int part = 0;
    What what = What::Text; ///< Text: of Text, Refusal or Thinking; Input: of a ToolCall
    std::string text = {}; ///< text to append; Annotations: a JSON array; Signature: of a Thinking or a Gemini Text
    Json logProbs = {}; ///< of this text, in OpenAI's shape
    int summaryIndex = 0; ///< of Summary
};

struct PartEnded {
    int choice = 0;
    int part = 0;
};

struct ChoiceEnded {
    int choice = 0;
    StopReason stop = StopReason::Unknown;
    std::string stopSequence = {};
    std::string cause = {};
};

/// Usage so far; the last report counts.
struct UsageReported {
    TokenUsage usage = {};
};

/// The upstream ended its stream as its format requires.
struct AnswerEnded { };

/// An error inside the stream; nothing follows.
struct AnswerFailed {
    AnswerError error = {};
    TokenUsage usage = {}; ///< up to the error, if reported
};

/// A keep-alive.
struct AnswerPing { };

using AnswerEvent = std::variant<AnswerBegun, PartBegun, PartGrew, PartEnded, ChoiceEnded, UsageReported, AnswerEnded,
    AnswerFailed, AnswerPing>;

} // namespace gateway::protocol
