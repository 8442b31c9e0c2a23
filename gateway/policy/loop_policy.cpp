#include "loop_policy.h"

#include "loop_book.h"
#include "repeated_call.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_values.h"
#include "gateway/loop/workers.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/reasoning_memory.h"
#include "gateway/routing/balancing/text_hash.h"
#include "gateway/usage/context/agent_id.h"
#include "gateway/usage/context/session_id.h"

#include <QtGlobal>

#include <string>
#include <utility>

namespace gateway::policy {

namespace {

/// What the guard needs of a conversation.
struct Tail {
    RepeatedCall call;
    std::string beginning;
};

/// A body that cannot be read is refused later, with its own error.
Tail tailOf(std::string_view body, protocol::Format format)
{
    const auto json = parseJson(body);
    const auto conversation = json ? protocol::codecOf(format).readRequest(*json, {}) : Result<protocol::Conversation>(failure(json.error()));
    return conversation ? Tail{repeatedCall(*conversation), protocol::beginningOf(*conversation)} : Tail{};
}

/// Sub-agents have conversations of their own in the session of their parent.
std::uint64_t conversationOf(const Request& request, const Tail& tail)
{
    std::string text(request.caller.name);
    const std::string_view session = usage::sessionOf(request.head->headers, *request.outline, request.body);
    text += '\n';
    text += session.empty() ? std::string_view(tail.beginning) : session;
    text += '\n';
    text += usage::agentOf(request.head->headers);
    return routing::textHash(text);
}

class LoopPolicy final : public Policy {
public:
    explicit LoopPolicy(const config::LoopSettings& settings) : m_settings(settings) {}

    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<Run>(*this); }

    Explained explain(const Request& request) const override
    {
        if (!request.conversation || !request.outline)
            return {{QT_TRANSLATE_NOOP("Error", "does not apply: the request is not a conversation")}};
        const Tail tail = tailOf(request.body, *request.conversation);
        const int count = tail.call.count;
        if (count < m_settings.repeats)
            return {{QT_TRANSLATE_NOOP("Error", "%1 equal tool calls in a row; acts from %2 on"),
                {std::to_string(count), std::to_string(m_settings.repeats)}}};
        if (!actsOn(request, tail))
            return {{QT_TRANSLATE_NOOP("Error", "%1 equal tool calls in a row; has already acted on them"), {std::to_string(count)}}};
        Error error = refusal(count);
        if (m_settings.action == config::LoopAction::Refuse)
            return {{QT_TRANSLATE_NOOP("Error", "refused once: %1"), {error.message}}};
        return {{QT_TRANSLATE_NOOP("Error", "warns: the same tool call had the same result %1 times in a row"), {std::to_string(count)}}};
    }

private:
    class Run final : public PolicyRun {
    public:
        explicit Run(const LoopPolicy& policy) : m_policy(policy) {}

        Task<Result<void>> bodyUnderstood(const Request& request) override
        {
            if (!request.conversation || !request.loops || !request.outline)
                co_return Result<void>();
            Tail tail;
            if (request.workers && isLongWork(request.body)) {
                auto job = [body = std::string(request.body), format = *request.conversation] { return tailOf(body, format); };
                Task<Tail> reading = request.workers->run(std::move(job));
                tail = co_await std::move(reading);
            } else {
                tail = tailOf(request.body, *request.conversation);
            }
            const bool isDue = m_policy.actsOn(request, tail);
            request.loops->remember(conversationOf(request, tail), tail.call, m_policy.m_settings.repeats);
            if (!isDue)
                co_return Result<void>();
            if (request.record)
                request.record->decisions.repeatedCalls = tail.call.count;
            const bool isRefused = m_policy.m_settings.action == config::LoopAction::Refuse;
            request.loops->note({request.record ? request.record->id : std::string(), std::string(request.caller.name), tail.call.count, isRefused});
            if (!isRefused)
                co_return Result<void>();
            co_return failure(refusal(tail.call.count));
        }

    private:
        const LoopPolicy& m_policy; // outlives the run
    };

    /// Without a book, nothing has been acted on.
    bool actsOn(const Request& request, const Tail& tail) const
    {
        const LoopBook nothing;
        const LoopBook& book = request.loops ? *request.loops : nothing;
        return book.wouldBeDue(conversationOf(request, tail), tail.call, m_settings.repeats);
    }

    static Error refusal(int count)
    {
        return {ErrorKind::LoopSuspected,
            {QT_TRANSLATE_NOOP("Error", "The same tool call had the same result %1 times in a row, which looks like an endless loop. Send the request again to go on, "
                "or change policies.loop."), {std::to_string(count)}}};
    }

    config::LoopSettings m_settings;
};

} // namespace

Said loopAt(const Place& place) { return saidBy<LoopPolicy>(policiesAt(place), &config::PolicySettings::loop); }

} // namespace gateway::policy
