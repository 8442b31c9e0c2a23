#pragma once

#include "conversation.h"
#include "model_answer.h"

#include "gateway/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// What a request specifies outside its body (Gemini).
struct RequestPlace {
    std::string model; ///< from the path
    bool isStream = false; ///< from the path
};

/// The target that a request is written for.
struct WriteTarget {
    std::string model;
    std::int64_t outputLimit = 0; ///< of the model, in tokens; 0: unknown
    std::int64_t usualOutput = 0; ///< limit to use if the client sets none and the format requires one; 0: the writer's choice
    /// It belongs to the vendor that defined the format: signatures and encrypted content of the same format are valid
    /// there.
    bool keepsSignatures = true;
    /// OpenAI chat: it supports cache_control inside content.
    bool takesCacheControl = false;
    /// OpenAI chat: a field of its own enables thinking, in addition to the effort.
    bool hasThinkingField = false;
    /// OpenAI chat: it retrieves a document by its URL.
    bool opensDocuments = false;
    std::optional<bool> canThink = std::nullopt; ///< the model has a thinking mode; empty: unknown
    /// Anthropic: it supports output_config.format and strict tools. False: a schema is requested as a tool that the
    /// model must call; the decoder returns that call as text.
    bool takesJsonSchema = true;
    /// Anthropic: the model decides how much to think, guided by an effort, and accepts no token budget.
    bool wantsAdaptiveThinking = false;
    /// Gemini: schemas are sent in the API's own subset of OpenAPI, for hosts without parametersJsonSchema.
    bool wantsOpenApiSchemas = false;
    /// Anthropic: it accepts system messages after user messages.
    bool takesLateSystem = false;
    /// It accepts temperature or top_p, not both; empty: the format's usual rule.
    std::optional<bool> takesOneSampler = std::nullopt;
};

/// What a target cannot express of a request. Reported to the client and in the record.
class Losses {
public:
    /// `what` is the field in the client's terms ("top_k", "messages[2]: audio"), without its value.
    void add(std::string what);
    /// The same for a structured output schema that is put into the prompt, since the target does not support schemas.
    void addPromptedSchema();
    const std::vector<std::string>& list() const { return m_list; }
    bool isSchemaPrompted() const { return m_isSchemaPrompted; }
    /// From now on, parameters that chat calls differently than the client of `request` are named as the client knows
    /// and has written them: "generationConfig.topK" for "top_k". For Anthropic's metadata, the members other than the
    /// user are named.
    void nameFor(const Conversation& request);

private:
    void put(std::string what);

    std::optional<Format> m_client; // whose names are used
    std::vector<std::string> m_metadata; // the lost members of Anthropic's metadata, if it is lost
    Spellings m_spellings;
    bool m_countsTokens = false; // Responses: the client requested likely tokens by number
    bool m_isSchemaPrompted = false; // see `addPromptedSchema()`
    std::vector<std::string> m_list; // each once; of very many only the first, and a note that there were more
};

/// How long an answer took, for formats that report it. Nanoseconds; 0: unknown.
struct AnswerTimes {
    std::int64_t total_ns = 0;
    std::int64_t load_ns = 0; ///< until the model was ready
    std::int64_t prompt_ns = 0; ///< until its first token
    std::int64_t output_ns = 0; ///< from there to its last one
};

class ToolFinder;

/// What an answer needs to know about its request. Must outlive every object it is passed to.
struct AnswerContext {
    const Conversation* request = nullptr; ///< must outlive it; null: not available
    std::shared_ptr<const ToolFinder> tools = {}; ///< of `request`; null: there are few tools
    std::string model; ///< as requested by the client
    std::string id; ///< of this exchange, unique: ids required by the format are derived from it
    /// Responses: the response the client continued, although `request` already contains its history
    std::string previousResponseId;
    std::int64_t now_s = 0; ///< Unix time
    bool asArray = false; ///< Gemini without alt=sse: the stream is one JSON array
    std::shared_ptr<const AnswerTimes> times = {}; ///< read when the answer ends, so it may be filled until then; null: not measured
};

/// Decodes an upstream's stream. One per stream; one thread.
class AnswerDecoder {
public:
    virtual ~AnswerDecoder() = default;
    /// Takes a piece of the body, split anywhere, and appends its content to `events`. Anything that is not an answer
    /// of the format gives an AnswerFailed; after that or after AnswerEnded nothing more is read.
    virtual void feed(std::string_view piece, std::vector<AnswerEvent>& events) = 0;
    /// The body has ended, successfully or not. Appends what was held back, and AnswerEnded if the answer was complete
    /// without an end mark of its own (chat without [DONE]).
    virtual void finish(std::vector<AnswerEvent>& events) = 0;
};

/// Encodes a client's stream. One per stream; one thread.
class AnswerEncoder {
public:
    virtual ~AnswerEncoder() = default;
    /// Appends to `out` what the client gets for `event`: complete events of its framing, or nothing.
    virtual void write(const AnswerEvent& event, std::string& out) = 0;
};

/// One format. Functions that the format does not need (no client speaks Bedrock) are null.
struct Codec {
    Format format;
    /// Reads a client's request. Errors: InvalidRequest; `param` is the JSON path of the invalid field.
    Result<Conversation> (*readRequest)(const Json& body, const RequestPlace& place) = nullptr;
    /// Errors: InvalidRequest if dropping something would change the meaning of the answer.
    Result<Json> (*writeRequest)(const Conversation& conversation, const WriteTarget& target, Losses& losses) = nullptr;
    /// Reads a whole answer. Errors: UpstreamProtocolError; UpstreamError for an error instead of an answer. `idBase`:
    /// unique to the exchange; ids that the format lacks are derived from it, so that no two calls of a session share
    /// one.
    Result<ModelAnswer> (*readAnswer)(const Json& body, const std::string& idBase) = nullptr;
    Json (*writeAnswer)(const ModelAnswer& answer, const AnswerContext& context) = nullptr;
    std::unique_ptr<AnswerDecoder> (*makeDecoder)(const std::string& idBase) = nullptr;
    std::unique_ptr<AnswerEncoder> (*makeEncoder)(const AnswerContext& context) = nullptr;
    /// The usage that a whole answer reports, whatever else it lacks: an error or an empty answer may have a cost, too.
    TokenUsage (*readUsage)(const Json& body) = nullptr;
};

} // namespace gateway::protocol
