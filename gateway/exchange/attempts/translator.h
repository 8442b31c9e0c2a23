#pragma once

#include "services.h"
#include "target_queue.h"

#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/request_outline.h"
#include "gateway/usage/record.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// A client's request as it goes to a target.
struct UpstreamRequest {
    bool isClients = true; ///< the client's own bytes: `text` and `outline` are not filled
    std::string text;     ///< with room for the reader behind it
    std::size_t size = 0;
    protocol::RequestOutline outline;
    std::vector<std::string> losses; ///< what the target cannot be told
    bool asksByTool = false; ///< for an answer by a schema: see `asksByAnswerTool()`

    std::string_view view() const { return std::string_view(text).substr(0, size); }
};

/// What something has used that was asked for before.
struct LateTelling {
    std::string id; ///< of what was asked for
    protocol::TokenUsage usage;
};

/// A whole answer, read.
struct WholeAnswer {
    bool isJson = false;
    bool isReadable = false; ///< of the target's format
    bool isError = false;    ///< an error in the place of an answer
    std::string error;       ///< as JSON, where the body that came does not tell of it
    bool isEmpty = false;    ///< nothing is said, nor why not
    bool isUnderWay = false; ///< it is made in the background
    std::string owed = {}; ///< its id then, by which its usage is told later; empty: nobody can ask for it
    std::optional<LateTelling> late = {};
    std::size_t most = 0; ///< JSON values that what its calls are given may hold, where it holds more
    std::optional<protocol::TokenUsage> usage;
    std::optional<protocol::SaidText> said; ///< where the usage is not told whole
    std::optional<std::string> translated; ///< what the client gets; empty: the bytes as they came
};

/// Stands between a client's format and those of the targets of its exchange. Writes a
/// request once for each format and model that it goes to. Gateway thread.
class Translator {
public:
    /// All must outlive it.
    Translator(Services& services, const Snapshot& snapshot, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// Where and how `target` is asked; null: its provider has no endpoint for this.
    const Access* accessOf(const Target& target) const;
    /// The client's bytes go there, and the answer's bytes come back.
    bool isNative(const Access& access) const;
    /// ... and they are OpenAI's chat.
    bool isPlainChat(const Access& access) const;

    /// Why `target` cannot be asked for this; null: it can. Errors: InvalidRequest, where
    /// the request is wrong or cannot be said in the target's format.
    const Error* problemOf(const Target& target);
    /// Of a target without a problem.
    const UpstreamRequest& requestFor(const Target& target);

    /// What the consumer's models thought before, and where what they think now is kept.
    protocol::ReasoningScope thoughts();
    /// For the stream of a target that is not plain chat.
    /// `owed`: then the id of an answer that is made in the background, for as long as what it uses is not told.
    std::unique_ptr<protocol::StreamMeter> meterFor(const Target& target, std::string& owed);
    WholeAnswer readWhole(const Target& target, std::string_view body);
    /// What an answer that went by tells that it has used, by those of its members that were short; empty: nothing.
    std::optional<protocol::TokenUsage> passedUsage(const Target& target, const std::string& members);
    /// Whether a whole answer of this content type may tell it: what has none, or is not asked for as one, is JSON.
    bool isRead(std::string_view contentType) const;
    /// The limit of JSON values in a whole answer, where it has to be read as a tree and `body` holds more; empty: it may be read.
    std::optional<std::size_t> exceededValues(const Access& access, std::string_view body);
    /// A stream in the place of a whole answer.
    WholeAnswer readGathered(const Target& target, std::string_view stream);
    /// Whether an answer of this content type is a stream of the target's format; of what passes as it is, one of events.
    bool isStream(const Access& access, std::string_view contentType) const;
    /// Whether it may be one that nobody asked for.
    bool isUnaskedStream(const Access& access, std::string_view contentType) const;
    /// The answer is made in the background, by a provider that keeps it for the client to come back.
    bool isBackground(const Access& access) const;
    /// Of what the client gets from a target that speaks another format.
    std::string_view contentType() const;

private:
    using Written = Result<UpstreamRequest>;

    const ResponsesNeeds& responsesNeeds() const;
    const Written& written(const Target& target);
    bool goesAsItIs(const Access& access) const;
    Written write(const Target& target);
    Written translate(const Target& target, const Access& access);
    const protocol::AnswerContext& answerContext();
    Written withQuirks(const Target& target, const Access& access);
    Written finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses);
    Written translateEmbedding(const Target& target, const Access& access);
    bool isConversation() const;
    const Result<protocol::Conversation>& conversation();
    Result<protocol::Conversation> readConversation();
    Result<protocol::Conversation> readBody();
    Result<Json> withHistory(Json body);
    Written continued(const Access& access);
    void keep(const protocol::ModelAnswer& answer);
    bool rememberKeeper(const Target& target, const std::string& id, bool isOwed = false);
    bool remember(const Target& target, const std::string& id, bool isOwed);
    WholeAnswer readBatch(const Target& target, const Json& batch);
    void watchBackground(const Target& target, const protocol::AnswerEvent& event, std::string& owed);
    std::unique_ptr<protocol::StreamMeter> passedMeter() const;
    bool isForInputAlone() const;
    bool readsVectors() const;
    bool readsAsTree(const Access& access) const;
    std::size_t mostValues();
    std::optional<protocol::TokenUsage> usageOf(const protocol::ChatFacts& facts) const;
    protocol::ReasoningListener listenerTo(const Access& access);
    const std::string& beginning();
    std::string hostOf(const Target& target) const;
    void listen(const protocol::AnswerEvent& event);
    Result<std::string> writeAnswer(const protocol::ModelAnswer& answer);
    std::string textOf(const protocol::ModelAnswer& answer, const protocol::Codec& client);
    const Result<protocol::EmbeddingRequest>& embedding();
    WholeAnswer readVectors(const Access& access, const Json& body);
    void useClientsName(protocol::Content& content) const;
    std::int64_t inputTokens() const;
    WholeAnswer readAnswer(const Target& target, const Json& body);
    WholeAnswer taken(const Target& target, protocol::ModelAnswer answer, bool isWritten);

    Services& m_services;
    const Snapshot& m_snapshot;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    const std::string& m_id; // of the record
    std::optional<Result<protocol::Conversation>> m_conversation; // read when it is first needed
    std::optional<Result<protocol::EmbeddingRequest>> m_embedding;
    mutable std::optional<ResponsesNeeds> m_responsesNeeds; // looked up when a target asks what they are
    std::optional<std::string> m_beginning; // of the conversation, see `protocol::beginningOf()`
    protocol::AnswerContext m_context; // see `answerContext()`
    protocol::AnswerTimes m_times;
    TimePoint m_begun; // to translate
    bool m_isCompaction = false; // asked for by a last item
    bool m_hasOpenCalls = false; // in what was read: calls whose results were never sent
    Json m_said; // a Responses request as it came, where its answer is to be kept or it is made short
    const Access* m_judged = nullptr; // the last one that was looked at
    bool m_goesAsItIs = false; // there
    std::map<std::pair<const Access*, std::string>, Written> m_written; // by endpoint and model
};

} // namespace gateway::exchange
