#pragma once

#include "client_names.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/format.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gateway::protocol {

// The neutral conversation: what a request asks for, in the words of no dialect. Each
// format has one reader that makes it and one writer that spends it, so that N formats
// need N of each. Values; any thread. In all of it an empty text, an empty optional and a
// null Json mean that nothing was said.

/// A piece that only one format has, as it was written there. Goes on to the same format
/// as it is; for every other one it is a loss, which the writer reports.
struct Opaque {
    Format format = Format::OpenAiChat;
    Json value = {};
    std::string place = {}; ///< of a part in the client's request: "messages[2].content[0]"; empty: not known
};

struct Text {
    std::string text = {};
    Json annotations = {}; ///< citations and the like, an array in the form of `origin`
    std::optional<Format> origin = {};
    std::string itemId = {}; ///< of the assistant's message that it is in, in Responses
    std::string phase = {}; ///< of the same: "commentary" or "final_answer"
    std::string signature = {}; ///< Gemini's thoughtSignature
    bool isWholeAnswer = false; ///< by a schema: what is said beside it is no part of it
    /// A block that `text` tells in words, such as Anthropic's search_result, all of it. Goes
    /// on to its own format in place of these; null: none.
    Opaque original = {};
};

/// The model declines, in OpenAI's own place for that.
struct Refusal {
    std::string text = {};
    std::string itemId = {}; ///< of the message that it is in, in Responses
};

/// An image, a sound, a film or a document. One of `url`, `data` and `fileId` is set.
struct Media {
    enum class Kind { Image, Audio, Video, File };
    Kind kind = Kind::Image;
    std::string url = {}; ///< http, https or a store's own scheme, never data:
    std::string data = {}; ///< base64 with padding, without line breaks; checked by `isBase64()`
    std::string fileId = {}; ///< at the provider
    std::string mediaType = {}; ///< "image/png"; empty: not known
    std::string name = {}; ///< of a file
    std::string detail = {}; ///< of an image: "low", "high", "auto", "original"
    std::string transcript = {}; ///< of a sound that the model made: its words
    Opaque extras = {}; ///< an object of fields that only its format knows, such as a document's citations, a film's videoMetadata; null: none
    std::string signature = {}; ///< Gemini's thoughtSignature
    std::string place = {}; ///< in the client's request: "messages[2].content[0]"; empty: not known

    /// That, or what is known of it at least.
    const std::string& placeOr(const std::string& known) const { return place.empty() ? known : place; }
};

/// What the model thought. A signature and encrypted text are worth something to the
/// format (and vendor) that made them only.
struct Thinking {
    std::string text = {};
    std::vector<std::string> summary = {}; ///< OpenAI Responses: its parts; `text` is then the full reasoning, if any
    std::string signature = {};
    std::string encrypted = {}; ///< redacted or encrypted content
    std::string id = {}; ///< of the item, in Responses
    std::string format = {}; ///< OpenAI chat: the format of an entry of reasoning_details ("anthropic-claude-v1")
    std::optional<Format> origin = {}; ///< who made signature, encrypted, id and format
    bool isOfTarget = false; ///< the very provider that this is written for signed it: see adaptation/signing_host.h
};

/// Before a signature that a host made for itself alone: see adaptation/signing_host.h.
inline constexpr std::string_view kHostMark = "sbh1.";
inline bool isOfHost(std::string_view signature) { return signature.starts_with(kHostMark); }

struct ToolCall {
    std::string id = {}; ///< never empty behind a reader: where the format has none, the reader makes one that is unique in
                    ///< the conversation
    std::string name = {};
    std::string nameSpace = {}; ///< OpenAI Responses: the group that the tool is in
    bool isFreeForm = false; ///< `input` is text, not JSON
    std::string input = {}; ///< JSON text of the arguments as they came ("" counts as {}), or free text
    std::string signature = {}; ///< Gemini's thoughtSignature
    std::string itemId = {}; ///< of the item, in Responses
    bool hasOwnId = true; ///< false: the format had none, the reader made `id`
    Opaque extras = {}; ///< an object of fields that only its format knows, such as Anthropic's caller; null: none
};

/// Content of a tool's result: Text, Media or Opaque.
using ResultContent = std::variant<Text, Media, Opaque>;

struct ToolResult {
    std::string callId = {};
    std::string name = {}; ///< of the tool; a reader fills it from the call where the format leaves it out
    std::vector<ResultContent> content = {};
    Json value = {}; ///< a result that was JSON and no text (Gemini), in place of `content`
    bool isError = false;
    bool isFreeForm = false;
    std::string itemId = {}; ///< of the item, in Responses
    Opaque extras = {}; ///< an object of fields that only its format knows; null: none
};

using Content = std::variant<Text, Refusal, Media, Thinking, ToolCall, ToolResult, Opaque>;

struct Part {
    Content content = {};
    Json cacheControl = {}; ///< Anthropic's object
};

/// Tool results are parts of a User message, whatever the format calls its sender.
enum class Role { System, Developer, User, Assistant };

struct Message {
    Role role = Role::User;
    std::vector<Part> parts = {};
    std::string name = {}; ///< of the participant
    std::string id = {}; ///< of the item, in Responses (an assistant's stand in its parts)
    /// All of it as the client's format wrote it, where that has a role or a part of a later version. Goes on to the
    /// same format in place of these; null: it has none.
    Json original = {};
};

struct Tool {
    enum class Kind { Function, FreeForm, BuiltIn };
    Kind kind = Kind::Function;
    std::string name = {}; ///< of a built-in one its type, such as "web_search"
    std::string place = {}; ///< of a built-in one in the client's request: "tools[2]"
    std::string nameSpace = {};
    std::string nameSpaceDescription = {};
    std::string description = {};
    Json parameters = {}; ///< JSON Schema (draft 2020-12 words, lower-case types) of Function; null: takes nothing
    std::optional<bool> strict = {};
    Json definition = {}; ///< FreeForm: its format, flat as in Responses ({"type":"grammar","syntax","definition"});
                     ///< BuiltIn, and a Function that `origin` writes otherwise (tool_search): all of it, as `origin` writes it
    std::optional<Format> origin = {};
    Json cacheControl = {};
    Json extras = {}; ///< an object of fields that only `origin` knows, such as defer_loading
};

struct ToolChoice {
    enum class Kind { Unsaid, Auto, None, Required, Named };
    Kind kind = Kind::Unsaid;
    std::string name = {};
    std::vector<std::string> allowed = {}; ///< the model may use these only; empty: all
};

struct OutputFormat {
    enum class Kind { Unsaid, Text, JsonObject, JsonSchema };
    Kind kind = Kind::Unsaid;
    std::string name = {};
    std::string description = {};
    Json schema = {};
    std::optional<bool> strict = {};
};

/// How much the model is to think, and what of it is shown.
struct Reasoning {
    std::optional<bool> enabled = {};
    bool isAdaptive = false; ///< the model decides how much
    std::string effort = {}; ///< "none", "minimal", "low", "medium", "high", "xhigh", "max"
    std::optional<std::int64_t> budget = {}; ///< tokens
    std::string summary = {}; ///< "auto", "concise", "detailed"
    std::optional<bool> isShown = {}; ///< thoughts come with the answer
    bool wantsEncrypted = false; ///< Responses: include reasoning.encrypted_content
    /// An object of the fields that said it, where that was in a vendor's words (OpenAI chat: thinking,
    /// enable_thinking, reasoning) or in those of a later version. Goes on to the same format in place of the above.
    Json asWritten = {};

    bool isSaid() const { return enabled || isAdaptive || !effort.empty() || budget || !summary.empty() || isShown; }
};

struct Sampling {
    std::optional<double> temperature = {};
    std::optional<double> topP = {};
    std::optional<double> minP = {};
    std::optional<std::int64_t> topK = {};
    std::optional<double> frequencyPenalty = {};
    std::optional<double> presencePenalty = {};
    std::optional<double> repetitionPenalty = {};
    std::optional<std::int64_t> seed = {};
    std::optional<std::int64_t> maxTokens = {}; ///< of the answer, thinking included
    bool isCompletionLimit = false; ///< OpenAI chat: it came as max_completion_tokens
    std::vector<std::string> stop = {};
    std::optional<std::int64_t> count = {}; ///< answers asked for (n)
    std::optional<bool> logProbs = {};
    std::optional<std::int64_t> topLogProbs = {};
    Json logitBias = {};

    /// `logProbs` for formats that refuse the number without the switch: who asks for the likeliest tokens wants them.
    std::optional<bool> logProbSwitch() const
    {
        return logProbs || topLogProbs.value_or(0) <= 0 ? logProbs : std::optional(true);
    }
    /// `topLogProbs` beside it.
    std::optional<std::int64_t> topLogProbsBesideSwitch() const
    {
        return logProbSwitch() ? topLogProbs : std::nullopt;
    }
};

struct Conversation {
    Format origin = Format::OpenAiChat; ///< what it was read from
    std::string model = {};
    bool isStream = false;
    bool includeUsage = false; ///< the client wants usage at the end of a stream; others than OpenAI chat always do
    std::vector<Message> messages = {}; ///< system messages in their places
    std::vector<Tool> tools = {}; ///< that are offered now; some may have come within the messages
    /// The tools as they stand at the top of the client's request, where tools came and went within the messages or
    /// one was given twice. Goes on to the same format in place of `tools`; empty: they are the same.
    std::optional<std::vector<Tool>> toolsAsWritten = {};
    /// What goes on to the same format only, since it is of a later version than is known here, or is said twice: in the client's
    /// words where it stands ("thinking.type"), without its value.
    std::vector<std::string> unknown = {};
    bool echoesPrompt = false; ///< OpenAI completions: answers begin with the prompt
    bool usesFunctions = false; ///< OpenAI chat: the client knows `functions` and `function_call` only
    ToolChoice toolChoice;
    std::optional<bool> parallelCalls = {};
    OutputFormat output;
    Reasoning reasoning;
    Sampling sampling;
    std::string user = {}; ///< of the end user, for the provider
    Json metadata = {}; ///< an object
    std::string serviceTier = {};
    std::string promptCacheKey = {};
    std::optional<bool> store = {};
    std::string previousResponseId = {}; ///< Responses; the exchange puts the earlier conversation in its place
    Json cacheControl = {}; ///< of the whole request (Anthropic)
    /// Top-level fields that nothing above carries, in their order, as `origin` writes
    /// them. A writer of the same family passes them on, others report them as lost.
    std::vector<std::pair<std::string, Json>> extras = {};
    Spellings spellings = {}; ///< Gemini: of the names that errors and reports of losses may hold
    /// Members of the request that its reader does not know, and that nothing above carries, as paths in the client's
    /// terms: see `BodyAccount::unread()`.
    std::vector<std::string> unread = {};
};

} // namespace gateway::protocol
