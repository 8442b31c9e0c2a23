#pragma once

#include "services.h"
#include "target_queue.h"

#include "gateway/exchange/admission/client_request.h"
#include "gateway/loop/task.h"
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
    QByteArray bytes;     ///< the same, if it is large: it is shared with the connection
    std::size_t size = 0;
    protocol::RequestOutline outline;
    std::vector<std::string> losses; ///< what the target cannot be told
    bool asksByTool = false; ///< for an answer by a schema: see `asksByAnswerTool()`

    std::string_view view() const
    {
        return bytes.isNull() ? std::string_view(text).substr(0, size) : std::string_view(bytes.constData(), size);
    }
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
    std::optional<QByteArray> written; ///< the same of a large answer
    bool isGathered = false; ///< likewise: it was a stream
};

/// Stands between a client's format and those of the targets of its exchange. Writes a
/// request once for each format and model that it goes to. Gateway thread.
class Translator {
public:
    /// All must outlive it.
    Translator(Services& services, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request, const usage::ExchangeRecord& record);

    ~Translator();

    /// For a request whose body is too large to be read and written in this thread: workers do it. `share`, which must
    /// outlive this, is of the caller who is charged for what they make.
    void useWorkers(http::BodyBudget::Share& share) { m_share = &share; }
    /// Whether targets have to be prepared before `problemOf()` and `requestFor()` know of them.
    bool isLarge() const { return m_share != nullptr; }
    /// Then: has the request for `target` written by workers.
    Task<> prepare(Target target);

    /// What a whole answer is, if it is larger than this, and what the client gets of it, by workers.
    static constexpr qsizetype kMostReadHere = 256 * 1024;
    /// Of Responses: a longer request or answer is not kept here for the client to come back to.
    static constexpr qsizetype kMostComeBackTo = 4 * 1024 * 1024;
    /// `mayBeStream`: it is perhaps a stream that nobody asked for. Errors: OverloadedHere.
    Task<Result<WholeAnswer>> readLarge(Target target, QByteArray body, bool mayBeStream, const http::BodyBudget::Share& share);
    /// Whether `readLarge()` is for the answers of a target.
    bool readsLarge(const Access& access) const;

    /// Where and how `target` is asked; null: its provider has no endpoint for this.
    const Access* accessOf(const Target& target) const;
    /// The client's bytes go there, and the answer's bytes come back.
    bool isNative(const Access& access) const;
    /// ... and they are OpenAI's chat.
    bool isPlainChat(const Access& access) const;

    /// Why `target` cannot be asked for this; null: it can. Errors: InvalidRequest, where
    /// the request is wrong or cannot be said in the target's format.
    /// Null, too, for a target of a large request that is not prepared.
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
    /// Whether entries may have to be left out of the answer: it is not relayed before all of it is read.
    bool isFiltered() const { return m_request.ask.owned == OwnedUse::List && !m_snapshot.consumerKeys.isEmpty(); }
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
    using WrittenKey = std::pair<const Access*, std::string>;

    /// A request as it was read for a translation.
    struct Reading {
        Result<protocol::Conversation> said;
        Json whole; ///< of Responses: as it came
        bool isCompaction = false;
    };
    /// What a translation needs to know of its target.
    struct Aim {
        const Access* access = nullptr;
        std::string model;
        std::string provider;
        protocol::WriteTarget to;
        bool hasOpenCalls = false;
    };
    struct Wrote {
        Result<Json> body;
        protocol::Losses losses;
    };

    const ResponsesNeeds& responsesNeeds() const;
    const Written& written(const Target& target);
    static bool goesAsItIs(const Ask& ask, std::string_view body, const Access& access);
    static bool isConversation(const Ask& ask);
    static bool isNative(const Ask& ask, const Access& access);
    static bool isPlainChat(const Ask& ask, const Access& access);
    Written write(const Target& target);
    Written translate(const Target& target, const Access& access);
    Aim aimAt(const Target& target, const Access& access, const protocol::Conversation& said);
    static Wrote writeFor(const Aim& aim, const protocol::Conversation& said);
    void applyQuirksTo(const Aim& aim, const protocol::Reasoning& reasoning, Wrote& wrote);
    static Written finish(const Wrote& wrote, const Access& access, bool isStream, protocol::RequestOutlineReader& reader);
    static Reading read(Json whole, Json asCame, const Ask& ask, bool isStream);
    void takeReading(Reading reading);
    void notePrevious();
    Task<> prepareConversation();
    Task<Written> translateLarge(Target target, const Access& access);
    Task<Written> embedLarge(Target target, const Access& access);
    Task<Written> editLarge(Target target, const Access& access);
    using SharedShare = std::shared_ptr<http::BodyBudget::Share>;
    const SharedShare& copies();
    struct LargeRead;
    struct Writing;
    static LargeRead readElsewhere(const Access& access, const std::string& id, const QByteArray& body, bool mayBeStream);
    static Result<QByteArray> writeElsewhere(const Writing& writing);
    Writing writingOf(protocol::ModelAnswer answer);
    const protocol::AnswerContext& answerContext();
    Written withQuirks(const Target& target, const Access& access);
    Written finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses);
    static Written finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses, protocol::RequestOutlineReader& reader);
    Written translateEmbedding(const Target& target, const Access& access);
    bool isConversation() const { return isConversation(m_request.ask); }
    const Result<protocol::Conversation>& conversation();
    Reading readBody();
    Result<Json> withHistory(Json body);
    Written continued(const Access& access);
    void keep(const protocol::ModelAnswer& answer);
    bool rememberKeeper(const Target& target, const std::string& id, bool isOwed = false);
    bool remember(const Target& target, const std::string& id, bool isOwed);
    WholeAnswer readOwned(const Target& target, Json body);
    void claimMade(const Json& made);
    bool isOwning(const Access& access) const;
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
    WholeAnswer heard(const Target& target, protocol::ModelAnswer& answer, bool isWritten);

    Services& m_services;
    const std::shared_ptr<const Snapshot> m_shared; // with the workers
    const Snapshot& m_snapshot; // the same
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    const std::string& m_id; // of the record
    std::shared_ptr<Result<protocol::Conversation>> m_conversation; // read when it is first needed; workers may share it
    std::optional<Result<protocol::EmbeddingRequest>> m_embedding;
    mutable std::optional<ResponsesNeeds> m_responsesNeeds; // looked up when a target asks what they are
    std::optional<std::string> m_beginning; // of the conversation, see `protocol::beginningOf()`
    protocol::AnswerContext m_context; // see `answerContext()`
    std::shared_ptr<protocol::AnswerTimes> m_times = std::make_shared<protocol::AnswerTimes>();
    TimePoint m_begun; // to translate
    bool m_isCompaction = false; // asked for by a last item
    bool m_hasOpenCalls = false; // in what was read: calls whose results were never sent
    Json m_said; // a Responses request as it came, where its answer is to be kept or it is made short
    const Access* m_judged = nullptr; // the last one that was looked at
    bool m_goesAsItIs = false; // there
    std::map<WrittenKey, Written> m_written; // by endpoint and model
    http::BodyBudget::Share* m_share = nullptr; // of a large request: who is charged
    SharedShare m_copies; // likewise: for what is made of the body
};

} // namespace gateway::exchange
