#include "plan_command.h"

#include "app/process/text_table.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json.h"
#include "gateway/routing/plan_state.h"

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <utility>

namespace app {

using gateway::Json;
using gateway::WallTime;
using gateway::providers::KeyMeter;
using gateway::providers::PlanWindow;

namespace {

const KeyMeter* meterOf(const std::vector<KeyMeter>& meters, const std::string& provider, const std::string& key)
{
    const auto found = std::ranges::find_if(meters, [&](const KeyMeter& meter) { return meter.provider == provider && meter.key == key; });
    return found == meters.end() ? nullptr : &*found;
}

/// Without milliseconds.
std::string timeText(const std::optional<WallTime>& time)
{
    return time ? gateway::config::toTimestamp(std::chrono::floor<std::chrono::seconds>(*time)) : "-";
}

std::string percentText(double percent)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f%%", percent);
    return text;
}

Json timeJson(const std::optional<WallTime>& time) { return time ? Json(gateway::config::toTimestamp(*time)) : Json(); }

void keepForecast(KeyMeter& meter, const KeyMeter& kept, WallTime now)
{
    for (PlanWindow& window : meter.windows) {
        const auto same = std::ranges::find(kept.windows, window.name, &PlanWindow::name);
        const bool applies = same != kept.windows.end() && same->usedUpAt && *same->usedUpAt > now && !same->isOver(now);
        if (!window.usedUpAt && applies)
            window.usedUpAt = same->usedUpAt;
    }
}

} // namespace

std::vector<KeyMeter> plansOf(
    const gateway::config::Settings& settings, const std::vector<KeyMeter>& kept, const std::vector<KeyMeter>& read, WallTime now)
{
    std::vector<KeyMeter> plans;
    for (const gateway::config::ProviderSettings& provider : settings.providers)
        for (const gateway::config::ProviderKey& key : provider.keys) {
            const KeyMeter* const before = meterOf(kept, provider.id, key.name);
            const KeyMeter* const current = meterOf(read, provider.id, key.name);
            const bool isRead = current && !current->windows.empty();
            if (!isRead && !before)
                continue;
            KeyMeter& plan = plans.emplace_back(isRead ? *current : *before);
            std::erase_if(plan.windows, [now](const PlanWindow& window) { return window.isOver(now); });
            if (isRead && before)
                keepForecast(plan, *before, now);
            if (plan.windows.empty())
                plans.pop_back();
        }
    return plans;
}

std::string planText(const std::vector<KeyMeter>& plans)
{
    std::vector<std::vector<std::string>> lines{{"KEY", "WINDOW", "USED", "RESETS", "USED UP", "AS OF"}};
    for (const KeyMeter& plan : plans)
        for (const PlanWindow& window : plan.windows)
            lines.push_back({plan.provider + '/' + plan.key, window.name, percentText(window.usedPercent), timeText(window.reset), timeText(window.usedUpAt),
                timeText(plan.windowsAsOf)});
    return alignedText(lines, 2);
}

std::string planJson(const std::vector<KeyMeter>& plans)
{
    Json json = Json::array();
    for (const KeyMeter& plan : plans)
        for (const PlanWindow& window : plan.windows)
            json.push_back({{"provider", plan.provider}, {"key", plan.key}, {"window", window.name}, {"used_percent", window.usedPercent},
                {"reset", timeJson(window.reset)}, {"used_up_at", timeJson(window.usedUpAt)}, {"as_of", timeJson(plan.windowsAsOf)}});
    return gateway::toPrettyText(json);
}

PlanCommand::PlanCommand(gateway::secrets::SecretStore& store, const gateway::providers::Catalog& catalog, std::ostream& out,
    std::ostream& err, QObject* parent)
    : QObject(parent), m_reading(store), m_catalog(catalog), m_out(out), m_err(err), m_meterService(m_client, catalog, m_clock)
{
    connect(&m_meterService, &gateway::host::KeyMeterService::changed, this, &PlanCommand::finishIfAsked);
}

void PlanCommand::run(Request request, std::function<void(int)> done)
{
    m_request = std::move(request);
    m_done = std::move(done);
    m_reading.read(m_request.settings, [this](SecretReading::Secrets secrets) { ask(std::move(secrets)); });
}

void PlanCommand::ask(SecretReading::Secrets secrets)
{
    gateway::exchange::SnapshotInputs inputs;
    inputs.secrets = std::move(secrets);
    inputs.approved = m_request.approved;
    m_meterService.use(gateway::exchange::makeSnapshot(m_request.settings, m_catalog, inputs));
    m_meterService.lookAtPlans();
    finishIfAsked();
}

void PlanCommand::finishIfAsked()
{
    if (m_meterService.isAsking())
        return;
    const std::vector<KeyMeter>& read = m_meterService.meters();
    const auto kept = gateway::routing::plansIn(m_request.dataDir + u'/' + QLatin1String(gateway::routing::kPlanFile));
    const auto plans = plansOf(m_request.settings, kept, read, m_clock.wallNow());
    bool isWell = !plans.empty();
    for (const KeyMeter& meter : read)
        if (!meter.problem.isEmpty()) {
            m_err << "signalboxd: the plan of " << meter.provider << '/' << meter.key << " is unknown: " << toText(meter.problem) << '\n';
            isWell = false;
        }
    if (m_request.asJson)
        m_out << planJson(plans);
    else if (!plans.empty())
        m_out << planText(plans);
    m_out.flush();
    if (plans.empty())
        m_err << "signalboxd: no plan is known. Plans are reported with answers, or when a provider is queried for them.\n";
    m_done(isWell ? 0 : 1);
}

} // namespace app
