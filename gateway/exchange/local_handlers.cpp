#include "local_handlers.h"

#include "metrics_handler.h"
#include "stored_response_handler.h"
#include "token_count_handler.h"

#include "gateway/exchange/admission/request_target.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/answers/ollama_load.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace gateway::exchange {

LocalHandlers::LocalHandlers(const Parts& parts)
    : m_parts(parts)
{
}

const std::vector<LocalHandlers::Row>& LocalHandlers::table()
{
    static const std::vector<Row> rows{
        {Operation::Liveness, Need::Head, &LocalHandlers::confirmLiveness},
        {Operation::Health, Need::Head, &LocalHandlers::reportHealth},
        {Operation::Metrics, Need::Head, &LocalHandlers::reportMetrics},
        {Operation::ListModels, Need::Head, &LocalHandlers::listModels},
        {Operation::ShowModel, Need::Head, &LocalHandlers::showModel},
        {Operation::StoredResponse, Need::Head, &LocalHandlers::showStoredResponse},
        {Operation::CountTokens, Need::Body, &LocalHandlers::countTokens},
        {Operation::OllamaTags, Need::Head, &LocalHandlers::listModels},
        {Operation::OllamaRunning, Need::Head, &LocalHandlers::listLoadedModels},
        {Operation::OllamaShow, Need::Body, &LocalHandlers::showOllamaModel},
        {Operation::OllamaVersion, Need::Head, &LocalHandlers::showOllamaVersion},
        {Operation::OllamaLoad, Need::Plan, nullptr, &LocalHandlers::loadOllamaModel},
    };
    return rows;
}

const LocalHandlers::Row* LocalHandlers::rowOf(Operation operation)
{
    const auto row = std::ranges::find(table(), operation, &Row::operation);
    return row == table().end() ? nullptr : &*row;
}

bool isAnsweredHere(Operation operation)
{
    const auto* const row = LocalHandlers::rowOf(operation);
    return row && row->answer;
}

Task<bool> LocalHandlers::answerByHead()
{
    if (m_parts.state.client.request().method == "OPTIONS") {
        answerOptions();
        co_return true;
    }
    Task<bool> answering = answer(Need::Head);
    const bool isAnswered = co_await std::move(answering);
    co_return isAnswered;
}

Task<bool> LocalHandlers::answerByBody()
{
    ClientRequest& request = m_parts.state.request;
    request.isLong |= refersToLong(request, m_parts.state.caller.name, m_parts.state.services.responses);
    Task<bool> answering = answer(Need::Body);
    const bool isAnswered = co_await std::move(answering);
    co_return isAnswered;
}

bool LocalHandlers::answerByPlan(routing::Plan& plan)
{
    const std::optional<Operation> operation = m_parts.state.endpoint.endpoint->withoutPrompt;
    if (!operation || m_parts.state.request.isLong || !hasNoPrompt(m_parts.state.request))
        return false;
    const Row* const row = rowOf(*operation);
    return row && row->answerByPlan && (this->*row->answerByPlan)(plan);
}

Task<bool> LocalHandlers::answer(Need need)
{
    const Row* const row = rowOf(m_parts.state.request.ask.operation);
    if (!row || row->need != need)
        co_return false;
    Task<> answering = (this->*row->answer)();
    co_await std::move(answering);
    co_return true;
}

void LocalHandlers::answerOptions()
{
    const http::RequestHead& head = m_parts.state.client.request();
    const std::string_view methods = isServerOptions(head) ? "GET, HEAD, POST" : m_parts.state.endpoint.endpoint->methods;
    http::Headers headers = preflightHeaders(head, methods);
    m_parts.reply.addOwnHeaders(headers, false);
    m_parts.state.isRecorded = false;
    m_parts.state.client.respond(204, headers, {});
}

Task<> LocalHandlers::confirmLiveness()
{
    m_parts.reply.answerHere(livenessAnswer());
    co_return;
}

Task<> LocalHandlers::reportHealth()
{
    const Services& services = m_parts.state.services;
    m_parts.reply.answerHere(healthAnswer(*m_parts.state.snapshot, {services.health, services.clock, services.isPaused}));
    co_return;
}

Task<> LocalHandlers::reportMetrics()
{
    Task<> answering = answerMetrics(m_parts.state, m_parts.reply);
    co_await std::move(answering);
}

Task<> LocalHandlers::listModels()
{
    m_parts.reply.answerHere(modelList(m_parts.reply.dialect(), *m_parts.state.snapshot, m_parts.state.caller));
    co_return;
}

Task<> LocalHandlers::showModel()
{
    m_parts.reply.answerHere(oneModel(m_parts.state.request.ask.rest, m_parts.reply.dialect(), *m_parts.state.snapshot, m_parts.state.caller));
    co_return;
}

Task<> LocalHandlers::showStoredResponse()
{
    StoredResponseHandler handler(m_parts.state, m_parts.reply, m_parts.admission, m_parts.settlement);
    Task<> answering = handler.answer();
    co_await std::move(answering);
}

Task<> LocalHandlers::listLoadedModels()
{
    m_parts.reply.answerHere(loadedModels(*m_parts.state.snapshot, m_parts.state.caller, m_parts.state.services.clock.wallNow()));
    co_return;
}

Task<> LocalHandlers::showOllamaModel()
{
    m_parts.reply.answerHere(oneModel(askedModel(m_parts.state.request), protocol::Dialect::Ollama, *m_parts.state.snapshot, m_parts.state.caller));
    co_return;
}

Task<> LocalHandlers::showOllamaVersion()
{
    m_parts.reply.answerHere(ollamaVersionAnswer());
    co_return;
}

/// Only an Ollama target has models to load and gets the request unchanged; other targets always have theirs loaded.
/// The answer is one line of JSON, even if a stream was requested.
bool LocalHandlers::loadOllamaModel(routing::Plan& plan)
{
    ExchangeState& state = m_parts.state;
    state.request.isLoad = true;
    state.request.outline.stream = false;
    state.record->isStream = false;
    const auto isElsewhere = [&state](const routing::Candidate& candidate) {
        const Access* const access = accessFor(state.snapshot->providers[candidate.provider], state.request.ask.format);
        return !access || access->format != protocol::Format::OllamaChat;
    };
    if (!isElsewhere(plan.candidates.front())) {
        std::erase_if(plan.candidates, isElsewhere);
        return false;
    }
    if (const auto body = loadAnswer(state.request, state.record->startedAt))
        m_parts.reply.answerJson(*body);
    else
        m_parts.reply.refuse(body.error());
    return true;
}

Task<> LocalHandlers::countTokens()
{
    if (const auto counted = m_parts.planning.admitCount(m_parts.understanding.references()); !counted) {
        m_parts.reply.refuse(counted.error());
        co_return;
    }
    TokenCountHandler handler(m_parts.state, m_parts.reply, m_parts.admission, m_parts.planning);
    Task<> counting = handler.count();
    co_await std::move(counting);
}

} // namespace gateway::exchange
