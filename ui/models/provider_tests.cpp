#include "provider_tests.h"

#include "gateway_parts.h"

#include <QPointer>

#include <algorithm>

namespace ui::models {

using gateway::config::ProviderSettings;
using gateway::host::ProbeResult;

bool isSameUpstream(const ProviderSettings& a, const ProviderSettings& b)
{
    return a.keys == b.keys && a.baseUrl == b.baseUrl && a.type == b.type && a.wholeUrl == b.wholeUrl && a.settings == b.settings;
}

ProviderTests& ProviderTests::of(const Access& access)
{
    auto* const known = access.news().findChild<ProviderTests*>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new ProviderTests(access, &access.news());
}

ProviderTests::ProviderTests(const Access& access, QObject* parent) : QObject(parent), m_access(access)
{
    connect(&access.news(), &GatewayNews::secretStored, this, &ProviderTests::forgetKey);
}

void ProviderTests::start(const ProviderSettings& provider, const Done& done)
{
    m_running.insert(provider.id);
    Q_EMIT began(QString::fromStdString(provider.id));
    m_access.providers().probe(provider, std::nullopt, [guard = QPointer(this), provider, done](const ProbeResult& result) {
        if (!guard) return;
        guard->m_running.extract(provider.id);
        guard->add(provider, result);
        if (done) done(result);
    });
}

void ProviderTests::add(const ProviderSettings& provider, const ProbeResult& result)
{
    m_last.insert_or_assign(provider.id, Test{provider, result, std::chrono::system_clock::now()});
    Q_EMIT finished(QString::fromStdString(provider.id), result);
}

const ProviderTests::Test* ProviderTests::last(const std::string& provider) const
{
    const auto found = m_last.find(provider);
    const ProviderSettings* now = m_access.configuration().settings().provider(provider);
    return found != m_last.end() && now && isSameUpstream(found->second.provider, *now) ? &found->second : nullptr;
}

// The reference has another key: results of the previous key do not apply.
void ProviderTests::forgetKey(const QString& reference)
{
    const std::string stored = reference.toStdString();
    std::erase_if(m_last, [&](const auto& test) {
        return std::ranges::any_of(test.second.provider.keys, [&](const auto& key) { return key.secret == stored; });
    });
}

} // namespace ui::models
