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

/// A request read for translation. Workers may share it; it is not changed then.
struct ConversationReading {
    std::shared_ptr<Result<protocol::Conversation>> said = {}; ///< null: not read yet
    std::shared_ptr<const protocol::ToolFinder> tools = {}; ///< of `said`, if there are many tools
    std::shared_ptr<const Json> whole = {}; ///< a Responses request as received
    bool isCompaction = false; ///< requested by a last item
    bool hasOpenCalls = false; ///< tool calls without results
    std::vector<std::string> used = {}; ///< ids of kept responses
};

/// Reads `body`. `share`: who is charged for the result. Any thread. `said` has the errors: InvalidRequest,
/// ResponseNotKept, OverloadedHere.
ConversationReading readConversation(const Ask& ask, std::string_view body, bool isStream, protocol::KeptHistory& history,
                                     http::BodyBudget::Share& share);

/// One client's request as a conversation: read once, when a translation needs it, with the context that answers to it
/// need. Gateway thread.
class ClientConversation {
public:
    using SharedShare = std::shared_ptr<http::BodyBudget::Share>;

    /// What the conversation works with; all must outlive it.
    struct Sources {
        Workers& workers;
        protocol::ResponseStore& responses; ///< holds the response that a Responses request may continue
        protocol::ReasoningMemory& reasoning;
    };
    ClientConversation(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// Reads the request unless that is done; a worker does it if the request is long, and then `share` says who is
    /// charged.
    Task<> read(SharedShare share);
    /// Null before `read()`.
    const std::shared_ptr<Result<protocol::Conversation>>& said() const { return m_reading.said; }
    /// A Responses request as received; null for other formats and before it is read.
    const std::shared_ptr<const Json>& whole() const { return m_reading.whole; }
    bool isCompaction() const { return m_reading.isCompaction; }
    bool hasOpenCalls() const { return m_reading.hasOpenCalls; }

    /// The kept history that a Responses request may refer to.
    protocol::KeptHistory history();
    /// Whether the response that it continues is kept here.
    bool isContinuedHere() const;
    /// Marks the kept responses that were added to the request as recently used.
    void noteUsed(const std::vector<std::string>& ids);

    /// The earlier reasoning of the consumer's models, and where new reasoning is stored.
    protocol::ReasoningScope thoughts();
    /// Sets the beginning of the conversation, if it became known on the way.
    void setBeginning(std::string beginning) { m_beginning = std::move(beginning); }
    /// What an answer needs to know about the conversation.
    const protocol::AnswerContext& answerContext();
    /// Notes when the events of an answer arrive, for formats that report the times.
    void noteTimes(const protocol::AnswerEvent& event);
    /// Has a worker free what was read.
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
    TimePoint m_begun; // the translation
};

} // namespace gateway::exchange
