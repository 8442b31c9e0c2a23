#include "answer_content.h"

namespace gateway::exchange {

namespace {

constexpr const char* kCallsDropped = "parallel_tool_calls: further calls were left out";

} // namespace

void AnswerContent::listen(protocol::ReasoningScope thoughts, std::string_view begun)
{
    m_thoughts = std::make_unique<ThoughtListener>(std::move(thoughts));
    m_thoughts->feed(begun);
}

void AnswerContent::take(WholeAnswer& whole)
{
    m_usage = whole.usage;
    m_said = std::move(whole.said);
    m_isUnderWay = whole.isUnderWay;
    m_owed = std::move(whole.owed);
    m_late = std::move(whole.late);
    m_part = std::move(whole.part);
    if (whole.work.droppedCalls > 0)
        m_losses.emplace_back(kCallsDropped);
    m_losses.insert(m_losses.end(), whole.work.lost.begin(), whole.work.lost.end());
}

void AnswerContent::take(const protocol::ChatFacts& facts)
{
    const bool saysSomething = facts.hasContent || facts.hasReasoning;
    m_usage = facts.usage && facts.usage->isZero() && saysSomething ? std::nullopt : facts.usage;
    if (!m_usage && !facts.serviceTier.empty())
        m_usage.emplace().tellTier(facts.serviceTier); // for the price of what is counted here
    const bool isReported = m_usage && m_usage->origin == protocol::UsageOrigin::Reported;
    if (!isReported && saysSomething)
        m_said = protocol::saidIn(facts);
}

/// The model's reasoning before a tool call may be needed again: see ReasoningMemory.
void AnswerContent::relayed(std::string_view piece)
{
    if (m_passing)
        m_passing->feed(piece);
    if (m_thoughts)
        m_thoughts->feed(piece);
}

protocol::TokenUsage AnswerContent::usage() const
{
    if (m_meter)
        return m_meter->usage();
    return m_usage ? *m_usage : protocol::TokenUsage();
}

const protocol::SaidText* AnswerContent::said() const
{
    if (m_meter)
        return m_meter->said();
    if (m_passing)
        return m_passing->said().texts().empty() ? nullptr : &m_passing->said();
    return m_said ? &*m_said : nullptr;
}

std::vector<std::string> AnswerContent::lateLosses() const
{
    if (!m_meter)
        return {};
    protocol::StreamMeter::Work work = m_meter->work();
    if (work.droppedCalls > 0)
        work.lost.emplace_back(kCallsDropped);
    return std::move(work.lost);
}

} // namespace gateway::exchange
