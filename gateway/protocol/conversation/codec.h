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

/// What of a request stands outside of its body (Gemini).
struct RequestPlace {
    std::string model; ///< of the path
    bool isStream = false; ///< what the path says
};

/// For whom a request is written.
struct WriteTarget {
    std::string model;
    std::int64_t outputLimit = 0; ///< of the model, tokens; 0: not known
    std::int64_t usualOutput = 0; ///< limit where the client sets none and the format wants one; 0: as the writer finds right
    /// It is of the vendor that made the format: signatures and encrypted content of
    /// the same format are good there.
    bool keepsSignatures = true;
    /// OpenAI chat: cache_control inside of content is understood there.
    bool takesCacheControl = false;
    /// OpenAI chat: whether to think is said in a field of its own, beside the effort.
    bool hasThinkingField = false;
    /// OpenAI chat: it opens a document by its address.
    bool opensDocuments = false;
    std::optional<bool> canThink = std::nullopt; ///< the model has a thinking mode; empty: not known
    /// Anthropic: it takes output_config.format and strict tools. False: a schema is asked
    /// for as a tool that the model has to call; its decoder gives the call back as text.
    bool takesJsonSchema = true;
    /// Anthropic: it thinks as much as it finds right, by an effort, and takes no budget of tokens.
    bool wantsAdaptiveThinking = false;
    /// Gemini: schemas go in the API's own subset of OpenAPI, for hosts that know no parametersJsonSchema.
    bool wantsOpenApiSchemas = false;
    /// Anthropic: it takes messages of the system behind turns of the user's.
    bool takesLateSystem = false;
    /// It takes temperature or top_p, not both; empty: as is usual in the format.
    std::optional<bool> takesOneSampler = std::nullopt;
};

/// What of a request a target cannot express. Reported to the client and in the record.
class Losses {
public:
    /// `what` names the field in the client's terms ("top_k", "messages[2]: audio"), without its value.
    void add(std::string what);
    /// The same of a schema of the answer that the model is told in words, since the target cannot be held to it.
    void addToldSchema();
    const std::vector<std::string>& list() const { return m_list; }
    bool isSchemaTold() const { return m_isSchemaTold; }
    /// From now on the parameters that chat calls otherwise than the client of `request` are named as that one knows and has
    /// written them: "generationConfig.topK" for "top_k". Of Anthropic's metadata what it holds beside the user is named.
    void nameFor(const Conversation& request);

private:
    void put(std::string what);

    std::optional<Format> m_client; // whose names are used
    std::vector<std::string> m_metadata; // what is lost of Anthropic's, where that is lost
    Spellings m_spellings;
    bool m_countsTokens = false; // Responses: it asked for likely tokens by their number
    bool m_isSchemaTold = false; // see `addToldSchema()`
    std::vector<std::string> m_list; // each once; of very many the first, and that there were more
};

/// How long an answer took, for formats that say so. Nanoseconds; 0: not known.
struct AnswerTimes {
    std::int64_t total_ns = 0;
    std::int64_t load_ns = 0; ///< until the model was ready
    std::int64_t prompt_ns = 0; ///< until its first token
    std::int64_t output_ns = 0; ///< from there to its last one
};

class ToolFinder;

/// What an answer needs to know of the request that it is for. Must outlive what it is given to.
struct AnswerContext {
    const Conversation* request = nullptr; ///< null: not at hand
    std::shared_ptr<const ToolFinder> tools = {}; ///< of that; null: they are few
    std::string model; ///< the name that the client asked for
    std::string id; ///< of this exchange, unique: ids that the format wants are made of it
    std::string previousResponseId; ///< Responses: that the client went on from, though `request` holds it all
    std::int64_t now_s = 0; ///< Unix time
    bool asArray = false; ///< Gemini without alt=sse: the stream is one JSON array
    const AnswerTimes* times =
        nullptr; ///< read when the answer ends, so it may be filled until then; null: not measured
};

/// Takes an upstream's stream apart. One per stream; one thread.
class AnswerDecoder {
public:
    virtual ~AnswerDecoder() = default;
    /// A piece of the body, cut anywhere. Appends what it says to `events`. What is no
    /// answer of the format is an AnswerFailed; behind that or AnswerEnded nothing is read.
    virtual void feed(std::string_view piece, std::vector<AnswerEvent>& events) = 0;
    /// The body has ended, well or not. Appends what was still held back, and AnswerEnded
    /// if the answer was whole without an end mark of its own (chat without [DONE]).
    virtual void finish(std::vector<AnswerEvent>& events) = 0;
};

/// Puts a client's stream together. One per stream; one thread.
class AnswerEncoder {
public:
    virtual ~AnswerEncoder() = default;
    /// Appends to `out` what the client gets for `event`: whole events of its framing, or nothing.
    virtual void write(const AnswerEvent& event, std::string& out) = 0;
};

/// One format. Functions that a format cannot have (nobody's client speaks Bedrock) are null.
struct Codec {
    Format format;
    /// Reads a client's request. Errors: InvalidRequest, `param` is the JSON path of the
    /// field at fault.
    Result<Conversation> (*readRequest)(const Json& body, const RequestPlace& place) = nullptr;
    /// Errors: InvalidRequest, where leaving something out would change what the answer means.
    Result<Json> (*writeRequest)(const Conversation& conversation, const WriteTarget& target, Losses& losses) = nullptr;
    /// Reads a whole answer. Errors: UpstreamProtocolError; UpstreamError for an error in the place of one.
    /// `idBase`: unique to the exchange; ids that the format leaves out are made of it,
    /// so that no two calls of a session share one.
    Result<ModelAnswer> (*readAnswer)(const Json& body, const std::string& idBase) = nullptr;
    Json (*writeAnswer)(const ModelAnswer& answer, const AnswerContext& context) = nullptr;
    std::unique_ptr<AnswerDecoder> (*makeDecoder)(const std::string& idBase) = nullptr;
    std::unique_ptr<AnswerEncoder> (*makeEncoder)(const AnswerContext& context) = nullptr;
    /// What a whole answer says that it has used, whatever else it lacks: an error, or nothing said at all, may cost, too.
    TokenUsage (*readUsage)(const Json& body) = nullptr;
};

} // namespace gateway::protocol
