#include "exchange_state.h"

#include "local_handlers.h"

#include "gateway/core/text/bytes.h"
#include "gateway/usage/context/agent_id.h"

namespace gateway::exchange {

Milliseconds ExchangeState::since(TimePoint begin)
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begin);
}

routing::RequestFacts ExchangeState::facts(TimePoint now) const
{
    return {request.outline.model, caller.name, &client.request(), &request.outline, viewOf(request.body), request.outline.stream, now,
        record->startedAt, identity ? std::string_view(identity->address()) : std::string_view(), operationKind(request.ask), endpoint.usualPath};
}

bool ExchangeState::isCounted() const
{
    const Operation operation = request.ask.operation;
    const http::RequestHead& head = client.request();
    return head.method != "GET" && head.method != "HEAD" && !isAnsweredHere(operation) && operation != Operation::CountTokens;
}

policy::Request ExchangeState::policyRequest(routing::Plan* plan)
{
    const http::RequestHead& head = client.request();
    const Operation operation = request.ask.operation;
    return {&head, policyCaller(caller, *snapshot), record->startedAt, viewOf(request.body), request.outline.model, &request.outline, route, plan,
        record.get(), isRecorded, &snapshot->redactor, &policies.program, record->session, isCounted(), services.limits, &policies.limits, nullptr, &services.loops, services.workers.get(),
        operation == Operation::Converse ? std::optional(request.ask.format) : std::nullopt};
}

/// A key that a client sends as a name is masked here.
void ExchangeState::noteAgent()
{
    if (!record->agent.empty())
        return;
    if (const std::string_view agent = usage::agentOf(client.request().headers); !agent.empty())
        record->agent = snapshot->redactor.redact(agent);
}

std::string_view ExchangeState::clientsTrace() const
{
    const auto value = record->trace && record->trace->parent ? client.request().headers.find(usage::kTraceparent) : std::nullopt;
    return value.value_or(std::string_view());
}

} // namespace gateway::exchange
