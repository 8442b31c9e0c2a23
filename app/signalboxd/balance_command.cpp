#include "balance_command.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/money.h"

#include <algorithm>
#include <ostream>
#include <utility>

namespace app {

using gateway::providers::KeyMeter;

namespace {

std::string limitText(const gateway::providers::KeyLimit& limit)
{
    std::string text = limit.name + ' ' + (limit.remaining ? std::to_string(*limit.remaining) : "?");
    if (limit.limit)
        text += " of " + std::to_string(*limit.limit);
    return text + (limit.reset ? " until " + gateway::config::toTimestamp(*limit.reset) : std::string());
}

std::string leftOf(const KeyMeter& meter)
{
    std::string text;
    const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
    for (const gateway::Money& money : meter.balance)
        add(gateway::toText(money));
    for (const auto& quota : meter.quotas)
        add(limitText(quota));
    for (const auto& limit : meter.limits)
        add(limitText(limit));
    return meter.problem.isEmpty() ? text : "unknown: " + toText(meter.problem);
}

} // namespace

std::string balanceText(const std::vector<KeyMeter>& meters)
{
    std::size_t widest = 0;
    for (const KeyMeter& meter : meters)
        widest = std::max(widest, meter.provider.size() + meter.key.size());
    std::string text;
    for (const KeyMeter& meter : meters)
        text += meter.provider + '/' + meter.key + std::string(widest - meter.provider.size() - meter.key.size() + 2, ' ') + leftOf(meter)
            + '\n';
    return text;
}

std::string unreportedText(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog)
{
    std::string text;
    for (const gateway::config::ProviderSettings& provider : settings.providers) {
        const auto* const entry = catalog.find(provider.type);
        if (!provider.enabled || (entry && !entry->balances.empty()))
            continue;
        for (const gateway::config::ProviderKey& key : provider.keys)
            if (key.enabled)
                text += provider.id + '/' + key.name + "  not reported: " + (entry ? entry->name : "\"" + provider.type + '"')
                    + " does not report it by API; check its website\n";
    }
    return text;
}

BalanceCommand::BalanceCommand(gateway::secrets::SecretStore& store, const gateway::providers::Catalog& catalog, std::ostream& out,
    std::ostream& err, QObject* parent)
    : QObject(parent), m_reading(store), m_catalog(catalog), m_out(out), m_err(err), m_meterService(m_client, catalog, m_clock)
{
    connect(&m_meterService, &gateway::host::KeyMeterService::changed, this, &BalanceCommand::finishIfAsked);
}

void BalanceCommand::run(gateway::config::Settings settings, gateway::providers::ApprovedOrigins approved, std::function<void(int)> done)
{
    m_approved = std::move(approved);
    m_settings = std::move(settings);
    m_done = std::move(done);
    m_reading.read(m_settings, [this](SecretReading::Secrets secrets) { ask(std::move(secrets)); });
}

void BalanceCommand::ask(SecretReading::Secrets secrets)
{
    gateway::exchange::SnapshotInputs inputs;
    inputs.secrets = std::move(secrets);
    inputs.approved = m_approved;
    m_meterService.use(gateway::exchange::makeSnapshot(m_settings, m_catalog, inputs));
    m_meterService.look();
    if (m_meterService.isAsking())
        return;
    m_out << unreportedText(m_settings, m_catalog) << std::flush;
    m_err << "signalboxd: no configured provider with a key reports a balance.\n";
    m_done(1);
}

void BalanceCommand::finishIfAsked()
{
    if (m_meterService.isAsking())
        return;
    m_out << balanceText(m_meterService.meters()) << unreportedText(m_settings, m_catalog) << std::flush;
    const bool isWell = std::ranges::all_of(m_meterService.meters(), [](const KeyMeter& meter) { return meter.problem.isEmpty(); });
    m_done(isWell ? 0 : 1);
}

} // namespace app
