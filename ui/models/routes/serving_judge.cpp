#include "serving_judge.h"

#include <algorithm>
#include <chrono>

namespace ui::models {

namespace {

constexpr gateway::Milliseconds kLeastRest{100};
constexpr gateway::Milliseconds kLongestRest{std::chrono::hours{1}};

} // namespace

ServingJudge::ServingJudge(ServingModel& serving, const Access& access, const gateway::Clock& clock, QObject* parent)
    : QObject(parent), m_serving(serving), m_clock(clock), m_providers(clock), m_pictures(access, m_providers, clock)
{
    m_providers.attach(access);
    m_pictures.setServing(&serving);
    serving.setJudge([this, access](const std::string& id) -> std::optional<ServingModel::Judged> {
        const auto& routes = access.configuration().settings().routes;
        const auto route = std::ranges::find(routes, id, &gateway::config::RouteSettings::id);
        if (route == routes.end()) return std::nullopt;
        const RouteState state = m_pictures.state(*route);
        return ServingModel::Judged{state.status, state.word, state.provider};
    });
    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(0);
    m_restEnd.setSingleShot(true);
    connect(&m_updateTimer, &QTimer::timeout, this, &ServingJudge::follow);
    connect(&m_restEnd, &QTimer::timeout, this, &ServingJudge::follow);
    const auto scheduleUpdate = [this] { m_updateTimer.start(); };
    connect(&m_providers, &QAbstractItemModel::dataChanged, this, scheduleUpdate);
    connect(&m_providers, &QAbstractItemModel::modelReset, this, scheduleUpdate);
    connect(&access.news(), &GatewayNews::providersChanged, this, scheduleUpdate);
    m_updateTimer.start();
}

ServingJudge::~ServingJudge() { m_serving.setJudge({}); }

void ServingJudge::follow()
{
    m_serving.judgeAgain();
    const auto end = m_pictures.nextEnd();
    m_restEnd.stop();
    if (!end) return;
    m_restEnd.start(std::clamp(std::chrono::ceil<gateway::Milliseconds>(*end - m_clock.wallNow()), kLeastRest, kLongestRest));
}

} // namespace ui::models
