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
    Unknown, ///< none was given
    Stop, ///< it was through
    StopSequence,
    Length, ///< the limit of tokens
    ContextFull, ///< the model's window
    ToolCalls,
    ContentFilter, ///< the provider's policy
    Refusal, ///< the model's own
    Pause, ///< a server-side tool goes on in another request
    Error,
    /// The provider says that the answer is incomplete, and why in a word that is not known here. Clients are told what they
    /// are told of an answer that reached its limit: "stop" would make it a whole one.
    CutShort,
    /// A word that is not known here, of a later version. It does not say that the answer lacks anything, so that clients are
    /// told the most neutral reason that their format has, as if none had been given; the word is reported as lost.
    Other,
};

/// Whether calls of tools, where there are some, are what the answer ended for: clients throw away those that end otherwise.
constexpr bool endsForCalls(StopReason stop)
{
    return stop == StopReason::Stop || stop == StopReason::Unknown || stop == StopReason::Other;
}

/// Whether the provider's word for the reason is kept beside it.
constexpr bool hasCause(StopReason stop)
{
    return stop == StopReason::Error || stop == StopReason::CutShort || stop == StopReason::Other;
}

/// What the answer ends with may then lack its end.
constexpr bool isBrokenOff(StopReason stop)
{
    return stop != StopReason::Stop && stop != StopReason::ToolCalls && stop != StopReason::Unknown;
}

struct Choice {
    int index = 0;
    std::vector<Part> parts = {}; ///< Text, Refusal, Media, Thinking, ToolCall or Opaque
    StopReason stop = StopReason::Unknown;
    std::string stopSequence = {}; ///< the one that was met
    Json logProbs = {}; ///< in OpenAI's shape, {"content":[...]}
    std::string cause = {}; ///< of an Error, CutShort or Other, in the provider's words
};

/// An error that an upstream put where an answer should be. Text is the provider's own.
struct AnswerError {
    std::string message = {};
    std::string type = {};
    std::string code = {};
    int status = 0; ///< HTTP status that it names; 0: none
};

/// A whole answer.
struct ModelAnswer {
    std::string id = {};
    std::string model = {};
    std::int64_t created_s = 0; ///< Unix time; 0: not said
    std::vector<Choice> choices = {};
    TokenUsage usage = {};
    std::string serviceTier = {};
};

// The same as a stream. Parts of a choice are numbered from 0 as they begin, and come one
// after the other: each ends before the next begins. What a decoder says is complete: each
// part that begins ends, each choice ends, and AnswerEnded comes only where the upstream
// ended its stream as its format wants.

struct AnswerBegun {
    std::string id = {};
    std::string model = {};
    std::int64_t created_s = 0;
    TokenUsage usage = {}; ///< what is known by then (Anthropic: the input)
};

struct PartBegun {
    int choice = 0;
    int part = 0;
    /// What it is, with all that is known at its beginning: an empty Text, Refusal or
    /// Thinking, a ToolCall with id and name, or a whole Media or Opaque.
    Content content = {};
};

struct PartGrew {
    enum class What { Text, Input, Signature, Encrypted, Summary, Annotations };
    int choice = 0;
    int part = 0;
    What what = What::Text; ///< Text: of Text, Refusal or Thinking; Input: of a ToolCall
    std::string text = {}; ///< to be appended; Annotations: a JSON array; Signature: of a Thinking, or of a Gemini Text
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

/// What was used so far; the last one counts.
struct UsageReported {
    TokenUsage usage = {};
};

/// The upstream ended its stream as its format wants.
struct AnswerEnded { };

/// An error inside of the stream; nothing follows.
struct AnswerFailed {
    AnswerError error = {};
    TokenUsage usage = {}; ///< until then, where that is told
};

/// A sign of life.
struct AnswerPing { };

using AnswerEvent = std::variant<AnswerBegun, PartBegun, PartGrew, PartEnded, ChoiceEnded, UsageReported, AnswerEnded,
    AnswerFailed, AnswerPing>;

} // namespace gateway::protocol
