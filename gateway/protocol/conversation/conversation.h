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

// The neutral conversation: what a request asks for, independent of any dialect. Each format has one reader that
// creates it and one writer that consumes it, so that N formats need N of each. Values; any thread. Everywhere an empty
// text, an empty optional and a null Json mean "not specified".

/// A piece that exists in one format only, as it was written there. It is sent unchanged to the same format; for every
/// other format it is a loss, which the writer reports.
struct Opaque {
    Format format = Format::OpenAiChat;
    Json value = {};
    std::string place = {}; ///< path of the part in the client's request: "messages[2].content[0]"; empty: unknown
};

struct Text {
    std::string text = {};
    Json annotations = {}; ///< citations and the like, as an array in the form of `origin`
    std::optional<Format> origin = {};
    std::string itemId = {}; ///< Responses: of the assistant message that contains it
    std::string phase = {}; ///< of that message: "commentary" or "final_answer"
    std::string signature = {}; ///< Gemini's thoughtSignature
    bool isWholeAnswer = false; ///< a structured output: other text is not part of it
    /// The complete block that `text` renders in words, such as Anthropic's search_result. Sent to its own format
    /// instead of this text; null: none.
    Opaque original = {};
};

/// The model declines, in OpenAI's dedicated field.
struct Refusal {
    std::string text = {};
    std::string itemId = {}; ///< Responses: of the message that contains it
};

/// An image, audio, a video or a document. Exactly one of `url`, `data` and `fileId` is set.
struct Media {
    enum class Kind { Image, Audio, Video, File };
    Kind kind = Kind::Image;
    std::string url = {}; ///< http, https or a storage scheme, never data:
    std::string data = {}; ///< base64 with padding and without line breaks; checked by `isBase64()`
    std::string fileId = {}; ///< at the provider
    std::string mediaType = {}; ///< "image/png"; empty: unknown
    std::string name = {}; ///< of a file
    std::string detail = {}; ///< of an image: "low", "high", "auto", "original"
    std::string transcript = {}; ///< of audio that the model created
    /// An object of fields that only its format has, such as a document's citations or a video's videoMetadata; null:
    /// none.
    Opaque extras = {};
    std::string signature = {}; ///< Gemini's thoughtSignature
    std::string place = {}; ///< path in the client's request: "messages[2].content[0]"; empty: unknown

    /// `place`, or the fallback `known` if that is empty.
    const std::string& placeOr(const std::string& known) const { return place.empty() ? known : place; }
};

/// The model's reasoning. Signatures and encrypted text are valid only for the format (and vendor) that created them.
struct Thinking {
    std::string text = {};
    /// OpenAI Responses: its summary parts; `text` is then the full reasoning, if available
    std::vector<std::string> summary = {};
    std::string signature = {};
    std::string encrypted = {}; ///< redacted or encrypted content
    std::string id = {}; ///< Responses: of the item
    std::string format = {}; ///< OpenAI chat: the format of an entry of reasoning_details ("anthropic-claude-v1")
    std::optional<Format> origin = {}; ///< that created signature, encrypted, id and format
    /// It was signed by the very provider that the request is written for: see adaptation/signing_host.h.
    bool isOfTarget = false;
};

/// The prefix of a signature that only the host which made it accepts: see adaptation/signing_host.h.
inline constexpr std::string_view kHostMark = "sbh1.";
inline bool isOfHost(std::string_view signature) { return signature.starts_with(kHostMark); }

struct ToolCall {
    /// Never empty after reading: if the format has none, the reader creates one that is unique in the conversation.
    std::string id = {};
    std::string name = {};
    std::string nameSpace = {}; ///< OpenAI Responses: the tool's namespace
    bool isFreeForm = false; ///< `input` is text, not JSON
    std::string input = {}; ///< JSON text of the arguments as received ("" counts as {}), or free text
    std::string signature = {}; ///< Gemini's thoughtSignature
    std::string itemId = {}; ///< Responses: of the item
    bool hasOwnId = true; ///< false: the format had none and the reader created `id`
    Opaque extras = {}; ///< an object of fields that only its format has, such as Anthropic's caller; null: none
};

/// Content of a tool result: Text, Media or Opaque.
using ResultContent = std::variant<Text, Media, Opaque>;

struct ToolResult {
    std::string callId = {};
    std::string name = {}; ///< of the tool; the reader takes it from the call if the format omits it
    std::vector<ResultContent> content = {};
    Json value = {}; ///< a result that was JSON rather than text (Gemini); replaces `content`
    bool isError = false;
    bool isFreeForm = false;
    std::string itemId = {}; ///< Responses: of the item
    Opaque extras = {}; ///< an object of fields that only its format has; null: none
};

using Content = std::variant<Text, Refusal, Media, Thinking, ToolCall, ToolResult, Opaque>;

struct Part {
    Content content = {};
    Json cacheControl = {}; ///< Anthropic's object
};

/// Tool results are parts of a User message, whatever role the format uses for them.
enum class Role { System, Developer, User, Assistant };

struct Message {
    Role role = Role::User;
    std::vector<Part> parts = {};
    std::string name = {}; ///< of the participant
    std::string id = {}; ///< Responses: of the item (for an assistant message, its parts have ids)
    /// The whole message as the client's format wrote it, if it has a role or part of a later version. Sent to the same
    /// format instead of these parts; null: not needed.
    Json original = {};
};

struct Tool {
    enum class Kind { Function, FreeForm, BuiltIn };
    Kind kind = Kind::Function;
    std::string name = {}; ///< for a built-in tool its type, such as "web_search"
    std::string place = {}; ///< path of a built-in tool in the client's request: "tools[2]"
    std::string nameSpace = {};
    std::string nameSpaceDescription = {};
    std::string description = {};
    Json parameters = {}; ///< JSON Schema (draft 2020-12 keywords, lower-case types) of Function; null: no arguments
    std::optional<bool> strict = {};
    /// FreeForm: its format, flat as in Responses ({"type":"grammar","syntax","definition"}); BuiltIn, and a Function
    /// that `origin` writes differently (tool_search): the complete definition as `origin` writes it
    Json definition = {};
    std::optional<Format> origin = {};
    Json cacheControl = {};
    Json extras = {}; ///< an object of fields that only `origin` has, such as defer_loading
};

struct ToolChoice {
    enum class Kind { Unsaid, Auto, None, Required, Named };
    Kind kind = Kind::Unsaid;
    std::string name = {};
    std::vector<std::string> allowed = {}; ///< the model may use only these; empty: all
};

struct OutputFormat {
    enum class Kind { Unsaid, Text, JsonObject, JsonSchema };
    Kind kind = Kind::Unsaid;
    std::string name = {};
    std::string description = {};
    Json schema = {};
    std::optional<bool> strict = {};
};

/// How much the model is to think, and how much of that is shown.
struct Reasoning {
    std::optional<bool> enabled = {};
    bool isAdaptive = false; ///< the model decides how much
    std::string effort = {}; ///< "none", "minimal", "low", "medium", "high", "xhigh", "max"
    std::optional<std::int64_t> budget = {}; ///< tokens
    std::string summary = {}; ///< "auto", "concise", "detailed"
    std::optional<bool> isShown = {}; ///< the reasoning is part of the answer
    bool wantsEncrypted = false; ///< Responses: include reasoning.encrypted_content
    /// An object of the original fields, if they were a vendor's own (OpenAI chat: thinking, enable_thinking,
    /// reasoning) or of a later version. Sent to the same format instead of the fields above.
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
    std::optional<std::int64_t> maxTokens = {}; ///< of the answer, including thinking
    bool isCompletionLimit = false; ///< OpenAI chat: it came as max_completion_tokens
    std::vector<std::string> stop = {};
    std::optional<std::int64_t> count = {}; ///< number of answers requested (n)
    std::optional<bool> logProbs = {};
    std::optional<std::int64_t> topLogProbs = {};
    Json logitBias = {};

    /// `logProbs` for formats that reject the number without the switch: requesting the likeliest tokens implies it.
    std::optional<bool> logProbSwitch() const
    {
        return logProbs || topLogProbs.value_or(0) <= 0 ? logProbs : std::optional(true);
    }
    /// `topLogProbs`, if that switch is on.
    std::optional<std::int64_t> topLogProbsBesideSwitch() const
    {
        return logProbSwitch() ? topLogProbs : std::nullopt;
    }
};

struct Conversation {
    Format origin = Format::OpenAiChat; ///< the format it was read from
    std::string model = {};
    bool isStream = false;
    bool includeUsage = false; ///< the client wants usage at the end of a stream; formats other than OpenAI chat always do
    std::vector<Message> messages = {}; ///< with system messages in their places
    std::vector<Tool> tools = {}; ///< those offered now; some may have been added by messages
    /// The tools at the top of the client's request, if messages added or removed tools or a tool was defined twice.
    /// Sent to the same format instead of `tools`; empty: they are the same.
    std::optional<std::vector<Tool>> toolsAsWritten = {};
    /// What is sent to the same format only, because it belongs to a later version or occurs twice: its path in the
    /// client's request ("thinking.type"), without its value.
    std::vector<std::string> unknown = {};
    bool echoesPrompt = false; ///< OpenAI completions: answers begin with the prompt
    bool usesFunctions = false; ///< OpenAI chat: the client only supports `functions` and `function_call`
    ToolChoice toolChoice;
    std::optional<bool> parallelCalls = {};
    OutputFormat output;
    Reasoning reasoning;
    Sampling sampling;
    std::string user = {}; ///< the end user, for the provider
    Json metadata = {}; ///< an object
    std::string serviceTier = {};
    std::string promptCacheKey = {};
    std::optional<bool> store = {};
    std::string previousResponseId = {}; ///< Responses; the exchange replaces it with the earlier conversation
    Json cacheControl = {}; ///< for the whole request (Anthropic)
    /// Top-level fields that nothing above covers, in order, as `origin` writes them. A writer of the same family
    /// passes them on, others report them as lost.
    std::vector<std::pair<std::string, Json>> extras = {};
    Spellings spellings = {}; ///< Gemini: of names that errors and loss reports may contain
    /// Members of the request that its reader does not know and nothing above covers, as paths in the client's terms:
    /// see `BodyAccount::unread()`.
    std::vector<std::string> unread = {};
};

} // namespace gateway::protocol
