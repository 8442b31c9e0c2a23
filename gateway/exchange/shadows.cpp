#include "shadows.h"

#include "gateway/core/log.h"

#include <random>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr std::string_view kPayer = "shadow requests"; // of their memory; no consumer is charged
constexpr int kFirstShadowError = 400;

} // namespace

Shadows::Shadows(Services& services)
    : m_services(services)
{
}

Shadows::~Shadows() = default;

/// Whether the client has got its whole answer from a provider, and the share says that it is this request's turn.
bool Shadows::isWanted(const ExchangeState& state) const
{
    const usage::ExchangeRecord& record = *state.record;
    if (!state.route || !state.route->shadow || !m_services.limits || m_services.isStopping || m_services.isPaused)
        return false;
    const bool isWhole = record.outcome == usage::Outcome::Answered && record.status < kFirstShadowError && !record.provider.empty() && !state.client.hasLost();
    if (!isWhole || !state.isRecorded || !record.evalRun.empty() || state.wantsHeadOnly())
        return false;
    return std::uniform_real_distribution<double>()(m_services.random) < state.route->shadow->share;
}

void Shadows::take(ExchangeState& state)
{
    if (!isWanted(state))
        return;
    auto target = ShadowChoice(*state.route, state.request, state.caller.name, *state.snapshot, m_services.responses).target();
    if (!target)
        return;
    http::BodyBudget::Share share = m_services.budget->shareOf(kPayer);
    if (m_all.size() >= kMostAtOnce || !share.hold(state.request.body.size())) {
        qCDebug(logExchange) << "exchange" << state.record->id.c_str() << "is not copied: too many copies are in progress";
        return;
    }
    Running& running = m_all.emplace_back();
    running.exchange = std::make_unique<ShadowExchange>(
        ShadowExchange::Order{state.snapshot, state.client.request(), std::move(state.request), state.caller, state.route, std::move(*target), std::move(share),
            state.record},
        m_services, [this, &running] {
            running.hasEnded = true;
            m_services.deferred.add(*this);
        });
    m_services.deferred.add(*this);
}

void Shadows::abandon()
{
    for (const Running& each : m_all)
        each.exchange->abandon();
    m_all.clear();
}

void Shadows::runDeferred()
{
    m_all.remove_if([](const Running& each) { return each.hasEnded; });
    for (Running& each : m_all)
        if (!std::exchange(each.isStarted, true))
            each.exchange->start();
}

} // namespace gateway::exchange
