#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/http/body_budget.h"
#include "gateway/loop/task.h"
#include "gateway/loop/workers.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/reasoning_memory.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/usage/record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// A request as it was read for a translation. Workers may share it; nobody changes it then.
struct ConversationReading {
    std::shared_ptr<Result<protocol::Conversation>> said = {}; ///< null: it was not read yet
    std::shared_ptr<const protocol::ToolFinder> tools = {}; ///< of that, where they are many
    std::shared_ptr<const Json> whole = {}; ///< of Responses: as it came
    bool isCompaction = false; ///< asked for by a last item
    bool hasOpenCalls = false; ///< calls whose results were never sent
    std::vector<std::string> used = {}; ///< ids of what is kept here
};

/// Reads `body`. `share`: who is charged for what is made of it. Any thread. Errors, in `said`: InvalidRequest, ResponseNotKept,
/// OverloadedHere.
ConversationReading readConversation(const Ask& ask, std::string_view body, bool isStream, protocol::KeptHistory& history,
                                     http::BodyBudget::Share& share);

/// One client's request as a conversation: read once, when a translation needs it, with what answers to it have to know.
/// Gateway thread.
class ClientConversation {
public:
    using SharedShare = std::shared_ptr<http::BodyBudget::Share>;

    /// What it works with; all of it must outlive it.
    struct Sources {
        Workers& workers;
        protocol::ResponseStore& responses; ///< what a request of Responses may go on from
        protocol::ReasoningMemory& reasoning;
    };
    ClientConversation(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// Does nothing once it was read; by a worker where the request is long. `share`: who is charged then.
    Task<> read(SharedShare share);
    /// Null before `read()`.
    const std::shared_ptr<Result<protocol::Conversation>>& said() const { return m_reading.said; }
    /// A request of Responses as it came; null: it is none, or was not read.
    const std::shared_ptr<const Json>& whole() const { return m_reading.whole; }
    bool isCompaction() const { return m_reading.isCompaction; }
    bool hasOpenCalls() const { return m_reading.hasOpenCalls; }

    /// What a request of Responses may refer to.
    protocol::KeptHistory history();
    /// What it goes on from is kept here.
    bool isContinuedHere() const;
    /// What was put into it of what is kept here is not the first to go.
    void noteUsed(const std::vector<std::string>& ids);

    /// What the consumer's models thought before, and where what they think now is kept.
    protocol::ReasoningScope thoughts();
    /// What is known of where it begins, found out in passing.
    void setBeginning(std::string beginning) { m_beginning = std::move(beginning); }
    /// What an answer needs to know of it.
    const protocol::AnswerContext& answerContext();
    /// Notes when the events of an answer come, for formats that tell of the times.
    void noteTimes(const protocol::AnswerEvent& event);
    const std::shared_ptr<protocol::AnswerTimes>& times() const { return m_times; }
    /// Has what was read freed by a worker.
    void dispose();

    /// The id of the exchange.
    const std::string& exchange() const { return m_record.id; }

private:
    void take(ConversationReading reading);
    const std::string& beginning();

    const Sources m_sources;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    ConversationReading m_reading;
    std::optional<std::string> m_beginning; // see `protocol::beginningOf()`
    protocol::AnswerContext m_context; // see `answerContext()`
    std::shared_ptr<protocol::AnswerTimes> m_times = std::make_shared<protocol::AnswerTimes>();
    TimePoint m_begun; // to translate
};

} // namespace gateway::exchange
