#pragma once

#include "services.h"
#include "target_queue.h"

#include "gateway/exchange/admission/client_request.h"
#include "gateway/loop/task.h"
#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/conversation/needs/answer_duties.h"
#include "gateway/protocol/models/model_table.h"
#include "gateway/protocol/request_outline.h"
#include "gateway/protocol/responses/store/response_store.h"
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
    protocol::AnswerDuties duties; ///< what is done here to the answers

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
    std::optional<QByteArray> translated; ///< what the client gets; empty: the bytes as they came
    bool isGathered = false; ///< it was a stream
    protocol::StreamMeter::Work work = {}; ///< what was done to it here
    std::optional<protocol::ModelAnswer> part = {}; ///< of an answer that several requests make: in place of `translated`
};

/// Stands between a client's format and those of the targets of its exchange. Writes a
/// request once for each format and model that it goes to. Gateway thread.
class Translator {
public:
    /// All must outlive it.
    Translator(Services& services, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request, const usage::ExchangeRecord& record);

    ~Translator();

    /// Who is charged for what is made of a long request; must outlive this.
    void chargeTo(http::BodyBudget::Share& share) { m_share = &share; }
    /// Whether `problemOf()` and `requestFor()` know of `target`.
    bool isPrepared(const Target& target);
    /// Has the request for `target` written: in the same breath, or by workers where it is long.
    Task<> prepare(Target target);

    /// What a whole answer is, and what the client gets of it; found out and written by workers where `isLong`.
    /// `mayBeStream`: it is perhaps a stream that nobody asked for. `share`: who is charged. Errors: OverloadedHere.
    Task<Result<WholeAnswer>> readWhole(Target target, QByteArray body, bool mayBeStream, bool isLong, const http::BodyBudget::Share& share);
    /// The answers of several requests to a target as one, in the client's format. Errors: InternalError, where the format has none.
    Task<Result<QByteArray>> join(std::vector<protocol::ModelAnswer> parts);
    /// Of Responses: a longer request or answer is not kept here for the client to come back to.
    static constexpr qsizetype kMostComeBackTo = 4 * 1024 * 1024;
    /// What an answer that came as a stream is kept as, where writing that is long work: by a worker.
    Task<> keepStreamed();
    bool isKeeping() const { return m_toKeep != nullptr; }

    /// Where and how `target` is asked; null: its provider has no endpoint for this.
    const Access* accessOf(const Target& target) const;
    /// What is asked for there, by which it is known that a host has no such endpoint; empty: what that would be told by
    /// may as well be said of a model, or of something else that the path names.
    std::string endpointAt(const Access& access) const;
    /// Whether `target` could be asked at another endpoint of its provider.
    bool hasOther(const Target& target) const { return otherThan(target, accessOf(target)) != nullptr; }
    /// It turned out not to have the endpoint where it was asked, or (`isForTools`) none that takes a type of tool that the
    /// request has: from now on it is asked at another one.
    void leave(const Target& target, bool isForTools = false);
    /// Those of the request's tools that are no functions; empty: none, or they are not known.
    const std::vector<std::string>& toolTypes() const { return needs().toolTypes; }
    /// That one has answered, so that what was left is missing indeed: later exchanges begin with this one.
    void keepLeft(const Target& target);
    /// The only endpoint of `target` for this is missing: later exchanges do not ask there.
    void learnMissing(const Target& target);
    /// The client's bytes go there, and the answer's bytes come back.
    bool isNative(const Access& access) const;
    /// ... and they are OpenAI's chat.
    bool isPlainChat(const Access& access) const;
    /// A sound of this id, which the provider keeps, belongs to the caller; empty: there is none.
    void claimSound(std::string_view id);

    /// Why `target` cannot be asked for this; null: it can. Errors: InvalidRequest, where
    /// the request is wrong or cannot be said in the target's format; OverloadedHere. Behind `prepare()`.
    const Error* problemOf(const Target& target) const;
    /// Of a target without a problem.
    const UpstreamRequest& requestFor(const Target& target) const;

    /// What the consumer's models thought before, and where what they think now is kept.
    protocol::ReasoningScope thoughts();
    /// For the stream of a target that is not plain chat.
    /// `owed`: then the id of an answer that is made in the background, for as long as what it uses is not told.
    std::unique_ptr<protocol::StreamMeter> meterFor(const Target& target, std::string& owed);
    /// What an answer that went by tells that it has used, by those of its members that were short; empty: nothing.
    std::optional<protocol::TokenUsage> passedUsage(const Target& target, const std::string& members);
    /// Whether a whole answer of this content type may tell it: what has none, or is not asked for as one, is JSON.
    bool isRead(std::string_view contentType) const;
    /// Whether entries may have to be left out of the answer: it is not relayed before all of it is read.
    bool isFiltered() const;
    /// Whether an answer of this content type is a stream of the target's format; of what passes as it is, one of events.
    bool isStream(const Access& access, std::string_view contentType) const;
    /// Whether it may be one that nobody asked for.
    bool isUnaskedStream(const Access& access, std::string_view contentType) const;
    /// The answer is made in the background, by a provider that keeps it for the client to come back.
    bool isBackground(const Access& access) const;
    /// Of what the client gets from a target that speaks another format.
    std::string_view contentType() const;

    /// `body` as it goes to `access`. Any thread; `reader` may be null. Errors: InternalError.
    static Result<UpstreamRequest> finished(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses,
                                            protocol::RequestOutlineReader* reader);

private:
    using Written = Result<UpstreamRequest>;
    using WrittenKey = std::pair<const Access*, std::string>;

    using SharedShare = std::shared_ptr<http::BodyBudget::Share>;

    /// A request as it was read for a translation.
    struct Reading {
        std::shared_ptr<Result<protocol::Conversation>> said = {};
        std::shared_ptr<const protocol::ToolFinder> tools = {}; ///< of that, where they are many
        std::shared_ptr<const Json> whole = {}; ///< of Responses: as it came
        bool isCompaction = false;
        std::vector<std::string> used = {}; ///< ids of what is kept here
    };
    /// What a translation needs to know of its target.
    struct Aim {
        const Access* access = nullptr;
        std::string model;
        std::string provider;
        protocol::WriteTarget to;
        protocol::SystemPlace systemPlace = protocol::SystemPlace::Middle;
        bool jsonOrTools = false;
        bool hasOpenCalls = false;
    };
    /// What a target asks of a client's own request in its format.
    struct OwnForm {
        protocol::SystemPlace systemPlace = protocol::SystemPlace::Middle;
        bool plainTools = false; ///< of Messages: see late_tools.h
    };
    struct Left {
        const Access* access;
        bool isForTools;
    };
    struct Wrote {
        Result<Json> body;
        protocol::Losses losses;
        protocol::AnswerDuties duties = {};
    };

    const RequestNeeds& needs() const;
    const Access* usualAccessOf(const Target& target) const;
    const Access* otherThan(const Target& target, const Access* left) const;
    bool lacks(const Provider& provider, const Access& access) const;
    std::string missingKeyOf(const Provider& provider, const Access& access, bool isForTools = false) const;
    bool isLeft(const Access& access) const;
    bool isSameEndpoint(const Access& one, const Access& other) const;
    void learn(const Target& target, const Left& missing, const std::string& then);
    Error noEndpoint(const Target& target) const;
    bool goesOnFromToolItems() const;
    const Written& written(const Target& target) const;
    static bool goesAsItIs(const Ask& ask, std::string_view body, const Access& access, OwnForm form);
    static OwnForm formAt(const Ask& ask, const Access& access, std::string_view model);
    static bool mayDiffer(const Access& access, OwnForm form, std::string_view body);
    static bool isConversation(const Ask& ask);
    static bool isNative(const Ask& ask, const Access& access);
    static bool isPlainChat(const Ask& ask, const Access& access);
    bool isConversation() const { return isConversation(m_request.ask); }
    template <class Job> auto run(Job job) { return m_services.workers->runIf(m_request.isLong, std::move(job)); }
    const SharedShare& copies();
    protocol::RequestOutlineReader* ownReader() { return m_request.isLong ? nullptr : &m_services.requestReader; }

    // ---- the request
    Task<> readRequest();
    static Reading read(const Ask& ask, std::string_view body, bool isStream, protocol::KeptHistory& history, http::BodyBudget::Share& share);
    static Result<protocol::Conversation> readTree(const Ask& ask, Json tree, bool isStream, protocol::KeptHistory& history, http::BodyBudget::Share& share, Reading& reading);
    protocol::KeptHistory history();
    void takeReading(Reading reading);
    Task<Written> translate(Target target, const Access& access);
    Task<Written> translateEmbedding(Target target, const Access& access);
    Task<Written> edit(Target target, const Access& access);
    Aim aimAt(const Target& target, const Access& access, const protocol::Conversation& said);
    static Wrote writeFor(const Aim& aim, const protocol::Conversation& said);
    void applyQuirksTo(const Aim& aim, const protocol::Reasoning& reasoning, Wrote& wrote);
    static Written finish(const Wrote& wrote, const Access& access, bool isStream, protocol::RequestOutlineReader* reader);

    // ---- the answer
    struct AnswerText;
    struct AnswerRead;
    struct Writing;
    struct AnswerWritten;
    struct Batch;
    struct OwnedList;
    static AnswerRead readText(const AnswerText& given);
    static void readTree(const AnswerText& given, const Json& tree, AnswerRead& read);
    static void readStream(const AnswerText& given, AnswerRead& read);
    static void readVectors(const AnswerText& given, const Json& tree, AnswerRead& read);
    static AnswerWritten writeText(const Writing& writing);
    WholeAnswer taken(const Target& target, AnswerRead& read, bool isWritten);
    static void judge(const AnswerText& given, bool isWritten, AnswerRead& read);
    void hear(const Target& target, AnswerRead& read, bool isWritten, WholeAnswer& whole);
    void takeBatch(const Target& target, Batch& batch, WholeAnswer& whole);
    Writing writingOf(protocol::ModelAnswer answer);
    bool isKeptHere() const;
    static protocol::WrittenResponse kept(const Writing& writing, Json response);
    const protocol::AnswerContext& answerContext();
    void keepSoon(protocol::ModelAnswer answer);
    bool rememberKeeper(const Target& target, const std::string& id, bool isOwed = false);
    bool remember(const Target& target, const std::string& id, bool isOwed);
    void claimMade(const AnswerRead& read);
    static void readOwned(const AnswerText& given, Json body, AnswerRead& read);
    Task<> filter(Target target, AnswerRead& read, bool isLong);
    bool isOwning(const Access& access) const;
    void watchBackground(const Target& target, const protocol::AnswerEvent& event, std::string& owed);
    std::unique_ptr<protocol::StreamMeter> passedMeter() const;
    static bool isForInputAlone(const Ask& ask);
    static bool readsAsTree(const Ask& ask, const Access& access);
    std::size_t mostValues() const;
    static std::optional<protocol::TokenUsage> usageOf(const Ask& ask, const protocol::ChatFacts& facts);
    protocol::ReasoningListener listenerTo(const Access& access);
    const std::string& beginning();
    std::string hostOf(const Target& target) const;
    void listen(const protocol::AnswerEvent& event);
    const protocol::Conversation* request() const { return m_conversation && *m_conversation ? &**m_conversation : nullptr; }
    std::int64_t inputTokens() const;

    Services& m_services;
    const std::shared_ptr<const Snapshot> m_shared; // with the workers
    const Snapshot& m_snapshot; // the same
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    const std::string& m_id; // of the record
    std::shared_ptr<Result<protocol::Conversation>> m_conversation; // read when it is first needed; workers may share it
    std::shared_ptr<const Result<protocol::EmbeddingRequest>> m_embedding; // likewise
    mutable std::optional<RequestNeeds> m_needs; // looked up when a target asks what they are
    std::optional<std::string> m_beginning; // of the conversation, see `protocol::beginningOf()`
    protocol::AnswerContext m_context; // see `answerContext()`
    std::shared_ptr<protocol::AnswerTimes> m_times = std::make_shared<protocol::AnswerTimes>();
    TimePoint m_begun; // to translate
    bool m_isCompaction = false; // asked for by a last item
    bool m_hasOpenCalls = false; // in what was read: calls whose results were never sent
    std::shared_ptr<const Json> m_said; // a Responses request as it came, where its answer is to be kept or it is made short
    const std::shared_ptr<const MissingEndpoints::Known> m_missing; // when it began
    std::vector<Left> m_left; // see `leave()`
    const Access* m_judged = nullptr; // the last one that was looked at
    std::string m_judgedModel; // there
    bool m_goesAsItIs = false; // there
    std::map<WrittenKey, Written> m_written; // by endpoint and model
    http::BodyBudget::Share* m_share = nullptr; // of a long request: who is charged
    SharedShare m_copies; // for what is made of its body
    std::shared_ptr<Writing> m_toKeep; // see `keepStreamed()`
};

} // namespace gateway::exchange
