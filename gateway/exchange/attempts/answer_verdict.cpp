#include "answer_verdict.h"

#include "attempt_outcome.h"

namespace gateway::exchange {

StreamBeginning streamBeginning(const protocol::StreamMeter& meter, bool hasEnded)
{
    const bool isStopped = meter.work().isStopped;
    if (meter.malformed() && !meter.meaningful())
        return StreamBeginning::NotJson;
    if (meter.work().lacksJson && !meter.hasToken())
        return StreamBeginning::LacksJson;
    if (meter.failedInStream() && !meter.hasToken())
        return StreamBeginning::Error;
    if (meter.hasBegun() || (!hasEnded && !isStopped))
        return StreamBeginning::Answer;
    if (!meter.isWhole())
        return StreamBeginning::Unbegun;
    return isStopped || saysWhyEmpty(meter.finishReason()) ? StreamBeginning::Answer : StreamBeginning::Empty;
}

bool saysSomething(const protocol::ChatFacts& facts) { return facts.hasContent || facts.hasReasoning; }

ChatAnswer chatAnswerOf(const protocol::ChatFacts& facts)
{
    if (!facts.isJson)
        return ChatAnswer::NotJson;
    if (facts.error)
        return ChatAnswer::Error;
    const bool isEmpty = facts.choices == 0 || (!saysSomething(facts) && !saysWhyEmpty(facts.finishReason));
    return isEmpty ? ChatAnswer::Empty : ChatAnswer::Answer;
}

} // namespace gateway::exchange
